import type { ToolEntry } from "./tool-entry.js";

/** On user pools. */
export const NAG_USER_ENTRIES: readonly ToolEntry[] = [
  {
    rules: ["AwsSolutions-COG1"],
    code: "WeakPasswordPolicy",
    severity: "error",
    title: "A user pool takes weak passwords",
    predicate: "takes passwords of fewer than eight characters, or without capitals, digits or symbols",
    why: "A short password is guessed from a list in seconds, and LLM calls cost money.",
    fix: "Ask for at least eight characters of all kinds.",
    link: "https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html",
  },
  {
    rules: ["AwsSolutions-COG2"],
    code: "SecondFactorOptional",
    severity: "note",
    title: "A user pool asks for no second factor",
    predicate: "lets users in without a second factor",
    why: "Whoever reads one password elsewhere signs in with it here.",
    fix: 'Set mfa: "required" where every client can lead users through the set-up, as Cognito\'s own pages do.',
    link: "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html",
  },
  {
    rules: ["AwsSolutions-COG8"],
    code: "ThreatProtectionOff",
    severity: "note",
    title: "A user pool has no threat protection",
    predicate: "is on a plan without threat protection",
    why: "Leaked passwords and sign-ins from strange places are not noticed.",
    fix: 'Set plan: "plus", which is billed for each active user.',
    link: "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html",
  },
];
