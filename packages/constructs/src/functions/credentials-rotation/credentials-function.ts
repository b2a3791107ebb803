import { Fault } from "@fairlead/errors";
import type { StackAnswers } from "../release-gate/release-gate.js";
import { ensureRoles } from "./ensure-roles.js";
import { type FunctionEvent, parseEvent } from "./function-event.js";
import type { Ports } from "./ports.js";
import { rotate } from "./rotate.js";
import type { Settings } from "./settings.js";

/** Makes the roles when CloudFormation asks, and rotates their credentials when Secrets Manager does. */
export function createCredentialsFunction(ports: Ports, answers: StackAnswers, settings: Settings) {
  return async function credentialsFunction(input: unknown): Promise<void> {
    const event = parseEvent(input);
    switch (event.kind) {
      case "lifecycle":
        await answerLifecycle(event, { ports, answers, settings });
        return;
      case "rotation":
        if (event.secretArn !== settings.credentialsArn)
          throw new Fault("ForeignSecret", `${event.secretArn} is not the secret that this function rotates.`);
        await rotate(event.step, event.versionId, ports, settings);
    }
  };
}

interface Wiring {
  readonly ports: Ports;
  readonly answers: StackAnswers;
  readonly settings: Settings;
}

/** CloudFormation waits an hour for an answer that never comes, so a failure is an answer too. */
async function answerLifecycle(
  { request, replyTo }: Extract<FunctionEvent, { kind: "lifecycle" }>,
  { ports, answers, settings }: Wiring,
): Promise<void> {
  try {
    // The roles go with their database.
    if (request !== "Delete") await ensureRoles(ports, settings, request);
  } catch (error) {
    const reason = `The roles could not be made: ${error instanceof Error ? error.message : String(error)}`;
    await answers.send(replyTo, { status: "FAILED", reason });
    return;
  }
  await answers.send(replyTo, { status: "SUCCESS", reason: "The roles are there." });
}
