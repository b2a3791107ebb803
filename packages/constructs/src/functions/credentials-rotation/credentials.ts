import { Fault } from "@fairlead/errors";
import type { SignIn } from "./ports.js";

/** What the credentials secret holds. Fields beside the two (host, port, …) are carried along as they are. */
export interface Credentials extends SignIn {
  readonly others: Readonly<Record<string, unknown>>;
}

/** Reads a secret's text. An error never repeats it. */
export function parseCredentials(text: string): Credentials {
  const { username, password, ...others } = parseObject(text);
  if (typeof username !== "string" || typeof password !== "string")
    throw new Fault("CredentialsIncomplete", 'A credentials secret lacks "username" or "password".');
  return { username, password, others };
}

export const writeCredentials = ({ username, password, others }: Credentials): string =>
  JSON.stringify({ ...others, username, password });

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return { ...value };
  } catch {
    // The parser's own message would quote the secret.
  }
  throw new Fault("CredentialsUnreadable", "A credentials secret holds no JSON object.");
}
