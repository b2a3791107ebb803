import { expectPresent } from "@fairlead/errors";
import type { SecretStore } from "./ports.js";

/** The value that is current, of a secret that must have one. */
export const currentValue = async (secrets: SecretStore, arn: string): Promise<string> =>
  expectPresent(await secrets.readCurrent(arn), `The current value of ${arn}`);
