import { DEPLOY_DEFAULTS, destroy, type DestroyApproval, type DestroyResult } from "@fairlead/deploy";
import type { RehearsalParts } from "./rehearsal-parts.js";
import { failed, judged, passed, skipped, type StepResult } from "./step-result.js";
import { takeOffProtection } from "./take-off-protection.js";

/** Asks for everything to go, as its owner would who has not thought of the protection. Agrees to nothing. */
export async function rehearseRefusal(parts: RehearsalParts): Promise<StepResult> {
  const { outcome } = await destroyed(parts, "declined");
  if (outcome.kind !== "refused") return failed(`It ended as ${outcome.kind}, and should be refused.`);
  const guarded = outcome.problems.filter(({ code }) => code === "DeletionProtected");
  return guarded.length === 0
    ? skipped("Nothing of it is protected.")
    : passed(`It was refused, since ${guarded.length} of its resources are protected.`);
}

/** Once nothing is protected any more, as when somebody has deployed it so. */
export async function rehearseDestruction(parts: RehearsalParts): Promise<StepResult> {
  await takeOffProtection(parts.emulator);
  const { outcome, left } = await destroyed(parts, "typed");
  const result = judged(outcome, "done");
  if (result.result !== "passed") return result;
  const kept = left.length === 0 ? "It says that nothing stays." : `It says that ${left.length} things stay.`;
  return passed(`All stacks are gone. ${kept}`);
}

const destroyed = ({ target, ports, report }: RehearsalParts, answer: DestroyApproval): Promise<DestroyResult> =>
  destroy(
    {
      target,
      allowDestroy: [target.app.environment.name],
      concurrency: DEPLOY_DEFAULTS.concurrency,
      approve: () => Promise.resolve(answer),
      signal: new AbortController().signal,
    },
    ports,
    report,
  );
