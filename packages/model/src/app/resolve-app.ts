import { isUserError, UserError, type Problem, type SourceLocation } from "@fairlead/errors";
import { ADDRESS_GROUPS, addressOf, NETWORK_ADDRESS, type Address } from "../address.js";
import { extensionJobAddresses, withExtensionJobs } from "../postgres/extension-job.js";
import { readOptions } from "../part/read-options.js";
import type { TierName } from "../environment/resolved-environment.js";
import type { AnyPart } from "../part/part.js";
import { recordOf } from "../problem/record-of.js";
import { appSchema, rootsSchema } from "./app-schema.js";
import { brokerPartAddresses, withBrokerParts } from "../broker/broker-parts.js";
import { checkApp } from "./check-app.js";
import { collectParts, type Locate } from "./collect-parts.js";
import type { AppDefinition, AppOptions, BuildContext } from "./define-app.js";
import { describeEnvironment, unknownEnvironment } from "./describe-environment.js";
import type { DescribedApp, DescribedEnvironment, DescribedSharing } from "./described-app.js";
import { describeParts } from "./describe-parts.js";
import { describeSharing, type DraftedEnvironment } from "./describe-sharing.js";
import { draftApp } from "./draft-app.js";
import { locateIn } from "./locate.js";
import type { ResolvedApp } from "./resolved-app.js";
import { withTier } from "./with-tier.js";

export interface ResolveOptions {
  /** Absolute path of the configuration's folder; places in the result are relative to it. */
  readonly baseFolder: string;
  /** Instead of the environment's own tier; what the environment overrides stays. For comparing what tiers cost. */
  readonly tier?: TierName | undefined;
}

/**
 * Fills every gap of one environment of an app and follows its references.
 *
 * @throws UserError with every problem that there is, each with its path in the description.
 */
export function resolveApp(
  definition: AppDefinition,
  environmentName: string,
  { baseFolder, tier }: ResolveOptions,
): ResolvedApp {
  if (tier !== undefined)
    return resolveApp(withTier(definition, environmentName, tier), environmentName, { baseFolder });
  const locate = locateIn(baseFolder);
  const app = readOptions(appSchema, definition.options, "");
  const environments = recordOf(recordOf(definition.options)["environments"]);
  const unknown = unknownEnvironment(environments, environmentName);
  const inDefinition = definition.source === null ? {} : { source: locate(definition.source) };
  if (unknown !== null) {
    throw UserError.ofProblems([...app.problems, unknown].map((problem) => ({ ...inDefinition, ...problem })));
  }

  const { environment } = describeEnvironment(environments, environmentName);
  const { sharing, problems } = describeSharing(
    environments,
    environment,
    (name, others) => draftEnvironment(definition, { name, sharing: others, locate }).draft,
  );
  const drafted = draftEnvironment(definition, { name: environmentName, sharing, locate });
  const all = onePerPlace([...app.problems, ...drafted.problems, ...problems]);
  if (all.length > 0) throw UserError.ofProblems(all.map((problem) => withSource(problem, drafted.draft.sources)));
  return drafted.draft;
}

interface DraftOptions {
  readonly name: string;
  readonly sharing: DescribedSharing | null;
  readonly locate: Locate;
}

/** One environment with every gap filled, and what is wrong in it. */
function draftEnvironment(definition: AppDefinition, { name, sharing, locate }: DraftOptions): DraftedEnvironment {
  const app = readOptions(appSchema, definition.options, "");
  const environments = recordOf(recordOf(definition.options)["environments"]);
  const { environment, problems } = describeEnvironment(environments, name);
  const built = app.broken.has("build") ? {} : callBuild(definition.options, environment);
  const lacking = lackingRoots(built);
  if (lacking !== null) {
    const inDefinition = definition.source === null ? {} : { source: locate(definition.source) };
    throw UserError.ofProblems(
      [...app.problems, ...problems, lacking].map((problem) => ({ ...inDefinition, ...problem })),
    );
  }
  // What is no root is a problem, but what it refers to is looked at all the same.
  const roots = readOptions(rootsSchema, built, "build()");
  const collected = collectParts(built, locate);
  const described = describeParts(collected.parts);
  const written: DescribedApp = { name: app.options?.name ?? "app", environment, sharing, ...described.parts };
  const description = withExtensionJobs(withBrokerParts(written));
  const owners = new Map([...brokerPartAddresses(written.brokers), ...extensionJobAddresses(written)]);
  const sources = sourcesOf(owners, locateParts(definition, { parts: collected.parts, environmentName: name, locate }));
  const draft = draftApp(description, { tags: app.options?.tags, accept: app.options?.accept, sources });
  const found = [...problems, ...roots.problems, ...collected.problems, ...described.problems];
  return { draft, problems: [...found, ...atOwners(owners, checkApp(draft, description))] };
}

/** What `build` returns; anything that it throws is the reader's to mend. */
function callBuild({ build }: AppOptions, environment: DescribedEnvironment): unknown {
  const { tier, region, domain } = environment.options;
  const host = typeof domain === "object" ? domain.host : (domain ?? null);
  const context: BuildContext = { environment: { name: environment.name, tier, region, domain: host } };
  try {
    return build(context);
  } catch (error) {
    if (isUserError(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw UserError.of("BuildFailed", {
      message: `The function build threw an error for the environment "${environment.name}": ${message}`,
      fix: "Mend the description; build may only put values together.",
      cause: error,
    });
  }
}

/** What a function gives that forgot its `return`, or that is async; `null` when it gave something to look at. */
function lackingRoots(built: unknown): Problem | null {
  if (built === undefined) {
    return {
      path: "build",
      code: "BuildReturnsNothing",
      message: "The function build returns nothing.",
      fix: "End it with what the app is made of, e.g. `return { services: [api] }`.",
    };
  }
  if (!(built instanceof Promise)) return null;
  return {
    path: "build",
    code: "BuildIsAsync",
    message: "The function build returns a promise, but a description is known without waiting.",
    fix: "Take `async` away, and read what you need at the top of the file.",
  };
}

interface Located {
  readonly parts: ReadonlyMap<Address, AnyPart>;
  readonly environmentName: string;
  readonly locate: Locate;
}

/** Where each part was declared; environment and network stand in the app's own declaration. */
function locateParts(
  definition: AppDefinition,
  { parts, environmentName, locate }: Located,
): Record<Address, SourceLocation> {
  const sites = [
    [addressOf("environment", environmentName), definition.source] as const,
    [NETWORK_ADDRESS, definition.source] as const,
    ...[...parts].map(([address, { source }]) => [address, source] as const),
  ];
  return Object.fromEntries(
    sites
      .flatMap(([address, site]) => (site === null ? [] : [[address, locate(site)] as const]))
      .toSorted(([left], [right]) => (left < right ? -1 : 1)),
  );
}

/** What a part is made of stands where the part is declared. */
const sourcesOf = (
  owners: ReadonlyMap<Address, Address>,
  written: Readonly<Record<Address, SourceLocation>>,
): Readonly<Record<Address, SourceLocation>> => ({
  ...written,
  ...Object.fromEntries(
    [...owners].flatMap(([address, owner]) => {
      const source = written[owner];
      return source === undefined ? [] : [[address, source]];
    }),
  ),
});

/** What is wrong with a part that another is made of is wrong with that one, and is said once. */
function atOwners(owners: ReadonlyMap<Address, Address>, problems: readonly Problem[]): Problem[] {
  const moved = problems.map((problem) => {
    const address = addressIn(problem.path);
    const owner = owners.get(address);
    return owner === undefined ? problem : { ...problem, path: owner + problem.path.slice(address.length) };
  });
  return [...Map.groupBy(moved, ({ path, code }) => `${path} ${code}`).values()].flatMap((same) => same.slice(0, 1));
}

const GROUPS: ReadonlySet<string> = new Set(Object.values(ADDRESS_GROUPS));

/** The part that a path leads into. */
function addressIn(path: string): Address {
  const [group = "", name = ""] = path.split(/[.[]/u);
  return GROUPS.has(group) ? `${group}.${name}` : group;
}

const withSource = (problem: Problem, sources: Readonly<Record<Address, SourceLocation>>): Problem => {
  const source = problem.source ?? sources[addressIn(problem.path)] ?? sources[NETWORK_ADDRESS];
  return source === undefined ? problem : { ...problem, source };
};

/** A circle of references is also a value of the wrong type where it closes; it is reported as what it is. */
function onePerPlace(problems: readonly Problem[]): Problem[] {
  const cycles = new Set(problems.filter(({ code }) => code === "ReferenceCycle").map(({ path }) => path));
  return problems.filter(({ code, path }) => code === "ReferenceCycle" || !cycles.has(path));
}
