import {
  changeSecrets,
  DEPLOY_DEFAULTS,
  type GivenSecret,
  listSecrets,
  planSecretChanges,
  SecretText,
} from "@fairlead/deploy";
import type { RehearsalParts } from "./rehearsal-parts.js";
import { failed, judged, passed, type StepResult } from "./step-result.js";

/** As their owner does once the stack is up: a second release is refused without. Then every secret must have a value. */
export async function rehearseSecrets({ target, ports, report, toolVersion }: RehearsalParts): Promise<StepResult> {
  const { app } = target;
  const given = app.secrets.flatMap(({ name, value }): readonly GivenSecret[] => {
    if (value.kind !== "operator") return [];
    const keys = value.keys.length === 0 ? [null] : value.keys;
    return keys.map((key) => ({ secret: name, key, value: new SecretText("rehearsed") }));
  });
  const changes = await planSecretChanges({ app, given, evenGenerated: false }, ports);
  const deadlineMs = DEPLOY_DEFAULTS.deadlineMs;
  const outcome = await changeSecrets({ app, changes, deadlineMs, toolVersion }, ports, report);
  const result = judged(outcome, changes.length === 0 ? "unchanged" : "done");
  if (result.result !== "passed") return result;
  const { secrets } = await listSecrets(app, ports);
  const unset = secrets.filter(({ state }) => state !== "set").map(({ name, state }) => `${name} (${state})`);
  return unset.length === 0
    ? passed(`${changes.length} secrets were set; all ${secrets.length} have a value.`)
    : failed(`Without a value: ${unset.join(", ")}.`);
}
