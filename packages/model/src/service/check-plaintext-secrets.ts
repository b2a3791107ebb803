import type { Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import { eachContainerOf } from "./containers-of.js";

/** What keys of providers and clouds begin with. */
const KNOWN_BEGINNINGS = [
  "sk-",
  "sk_live_",
  "rk_live_",
  "ghp_",
  "gho_",
  "ghs_",
  "github_pat_",
  "glpat-",
  "AKIA",
  "ASIA",
  "AIza",
  "xoxb-",
  "xoxp-",
  "hf_",
  "gsk_",
  "-----BEGIN",
] as const;

const SECRET_NAME = /(?:^|_)(?:API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)$/u;

/** A password in the user part of a URL. */
const URL_WITH_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/u;

/** Long, without spaces, with letters and digits: made by a machine. */
const looksGenerated = (value: string): boolean =>
  value.length >= 20 && /^[\w+/=.-]+$/u.test(value) && /[0-9]/u.test(value) && /[A-Za-z]/u.test(value);

const isCredential = (name: string, value: string): boolean =>
  KNOWN_BEGINNINGS.some((beginning) => value.startsWith(beginning) && value.length > beginning.length + 8) ||
  URL_WITH_PASSWORD.test(value) ||
  (SECRET_NAME.test(name.toUpperCase()) && looksGenerated(value));

/** A credential as a plain value would stand in the template and in the console. It is never shown here. */
export const checkPlaintextSecrets: Check = (app) => [
  ...eachContainerOf(app).flatMap(({ path, environment }) =>
    environment.flatMap(({ name, value }) =>
      value.kind === "literal" && isCredential(name, value.value) ? [plaintextSecret(`${path}.env.${name}`, name)] : [],
    ),
  ),
  ...app.parameters.flatMap(({ name, value }) =>
    isCredential(name.replaceAll("-", "_"), value)
      ? [plaintextSecret(`${addressOf("parameter", name)}.value`, name)]
      : [],
  ),
];

const plaintextSecret = (path: string, name: string): Problem => ({
  path,
  code: "PlaintextSecret",
  message: `${name} holds what looks like a credential. As a plain value it would stand in the template and in the console.`,
  fix: `Use secret("${name.toLowerCase().replaceAll("_", "-")}", { value: "operator" }) in its place, take the credential out of the file, and replace it at its issuer if the file was ever shared.`,
});
