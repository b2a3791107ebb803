import { diff, listReleases, whyFailed } from "@fairlead/deploy";
import type { RehearsalParts } from "./rehearsal-parts.js";
import { failed, passed, type StepResult } from "./step-result.js";

/** Compares what was just deployed with the description: there is nothing to do. */
export async function rehearseDiff({ target, ports }: RehearsalParts): Promise<StepResult> {
  const { changes, passes } = await diff(target, ports);
  return passes.length === 0
    ? passed("Nothing differs, images aside.")
    : failed(`${changes.length} resources differ from what was just deployed.`);
}

/** Asks why tasks failed after a release whose image can't be pulled. */
export async function rehearseWhy({ target, ports }: RehearsalParts): Promise<StepResult> {
  const parts = await whyFailed({ app: target.app, part: null }, ports);
  const problems = parts.flatMap(({ failures }) => failures.map(({ problem }) => problem));
  const told = problems.find(({ code }) => code.startsWith("Image"));
  return told === undefined
    ? { ...failed("It doesn't tell that an image could not be pulled."), problems }
    : passed(`${parts.map(({ part }) => part).join(", ")}: ${told.message}`);
}

/** As many as a person looks at. */
const LIMIT = 50;

/** Reads the releases of the rehearsal back from the ledger: all have ended. */
export async function rehearseReleases({ target, ports }: RehearsalParts): Promise<StepResult> {
  const releases = await listReleases(target.app, LIMIT, ports);
  const open = releases.filter(({ state }) => state.kind !== "ended");
  return releases.length > 0 && open.length === 0
    ? passed(`${releases.length} releases, each with its end.`)
    : failed(`${releases.length} releases, of which ${open.length} have no end.`);
}
