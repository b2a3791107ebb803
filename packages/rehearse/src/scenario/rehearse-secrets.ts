import {
  changeSecrets,
  DEPLOY_DEFAULTS,
  type GivenSecret,
  listSecrets,
  planSecretChanges,
  SecretText,
} from "@fairlead/deploy";
import type { ResolvedApp } from "@fairlead/model";
import type { RehearsalParts } from "./rehearsal-parts.js";
import { failed, judged, passed, type StepResult } from "./step-result.js";

/** A value for each secret that somebody has to set. */
export const operatorValues = (app: ResolvedApp, text: string): readonly GivenSecret[] =>
  app.secrets.flatMap(({ name, value }) => {
    if (value.kind !== "operator") return [];
    const keys = value.keys.length === 0 ? [null] : value.keys;
    return keys.map((key) => ({ secret: name, key, value: new SecretText(text) }));
  });

/** The deployment has given every secret its first value; then their owner changes those that are the owner's. */
export async function rehearseSecrets({ target, ports, report, toolVersion }: RehearsalParts): Promise<StepResult> {
  const { app } = target;
  const { secrets } = await listSecrets(app, ports);
  const unset = secrets.filter(({ state }) => state !== "set").map(({ name, state }) => `${name} (${state})`);
  if (unset.length > 0) return failed(`Without a value after the deployment: ${unset.join(", ")}.`);
  const given = operatorValues(app, "rehearsed once more");
  const changes = await planSecretChanges({ app, given, evenGenerated: false }, ports);
  const deadlineMs = DEPLOY_DEFAULTS.deadlineMs;
  const outcome = await changeSecrets({ app, changes, deadlineMs, toolVersion }, ports, report);
  const result = judged(outcome, changes.length === 0 ? "unchanged" : "done");
  if (result.result !== "passed") return result;
  return passed(`All ${secrets.length} had a value from the first deployment; ${changes.length} were changed.`);
}
