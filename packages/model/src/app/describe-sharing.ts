import { isUserError, type Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import { suggestName } from "../problem/nearest-name.js";
import { recordOf } from "../problem/record-of.js";
import type { DescribedEnvironment, DescribedSharing } from "./described-app.js";
import type { ResolvedApp } from "./resolved-app.js";

/** One environment with every gap filled, and what is wrong in it. */
export interface DraftedEnvironment {
  readonly draft: ResolvedApp;
  readonly problems: readonly Problem[];
}

/** Fills the gaps of another environment, which shares something itself or not. */
type Draft = (name: string, sharing: DescribedSharing | null) => ResolvedApp;

interface Described {
  /** `null`: the environment has a network of its own. */
  readonly sharing: DescribedSharing | null;
  readonly problems: readonly Problem[];
}

/** Looks up the environment that is shared, and who else shares it. */
export function describeSharing(
  environments: Readonly<Record<string, unknown>>,
  environment: DescribedEnvironment,
  draft: Draft,
): Described {
  const { shares } = environment.options;
  if (shares === undefined) return { sharing: null, problems: [] };
  const of = typeof shares === "string" ? shares : shares.of;
  const problem = unshareable(environments, environment.name, of);
  if (problem !== null) return { sharing: { of, owner: null, others: [] }, problems: [problem] };
  const others = Object.keys(environments)
    .filter((name) => name !== environment.name && sharedBy(environments, name) === of)
    .toSorted();
  const owner = draft(of, null);
  return {
    sharing: { of, owner, others: others.flatMap((name) => draftOrNothing(name, { of, owner, others: [] }, draft)) },
    problems: [],
  };
}

/** The environment that one shares; `null`: none that can be read. */
function sharedBy(environments: Readonly<Record<string, unknown>>, name: string): string | null {
  const { shares } = recordOf(environments[name]);
  const of = typeof shares === "object" ? recordOf(shares)["of"] : shares;
  return typeof of === "string" ? of : null;
}

function unshareable(environments: Readonly<Record<string, unknown>>, name: string, of: string): Problem | null {
  const path = `${addressOf("environment", name)}.shares`;
  const candidates = Object.keys(environments).filter(
    (candidate) => candidate !== name && sharedBy(environments, candidate) === null,
  );
  const fix = candidates.length === 0 ? "Remove shares." : suggestName(of, candidates);
  if (of === name) {
    return { path, code: "SharesItself", message: "An environment can't share its own network.", fix };
  }
  if (environments[of] === undefined) {
    return { path, code: "SharesUnknownEnvironment", message: `There is no environment "${of}".`, fix };
  }
  const further = sharedBy(environments, of);
  if (further === null) return null;
  return {
    path,
    code: "SharesSharer",
    message: `The environment "${of}" has nothing to share: it uses what is ${further}'s itself.`,
    fix: `Share "${further}".`,
  };
}

/** An environment that can't be built is no neighbour yet; what is wrong in it is said when it is planned itself. */
function draftOrNothing(name: string, sharing: DescribedSharing, draft: Draft): ResolvedApp[] {
  try {
    return [draft(name, sharing)];
  } catch (error) {
    if (isUserError(error)) return [];
    throw error;
  }
}
