import type { Account, Identity, PermissionQuestion } from "../account/account.js";

interface FakeAccountOptions {
  readonly identity?: Identity;
  /** By region; `null`: not bootstrapped. */
  readonly bootstrapVersions?: Readonly<Record<string, number | null>>;
  /** Actions that nobody allowed. */
  readonly deniedActions?: readonly string[];
}

/** An account that is as it is told to be: bootstrapped, and everything allowed, unless said otherwise. */
export function fakeAccount(options: FakeAccountOptions = {}): Account {
  const versions = options.bootstrapVersions ?? {};
  const identity = options.identity ?? {
    account: "111122223333",
    arn: "arn:aws:sts::111122223333:assumed-role/deploy/test",
  };
  const denied = (questions: readonly PermissionQuestion[]) =>
    questions.filter(({ action }) => options.deniedActions?.includes(action) === true);
  return {
    identity: () => Promise.resolve(identity),
    bootstrapVersion: (region) => Promise.resolve(region in versions ? (versions[region] ?? null) : 30),
    denied: (_, questions) => Promise.resolve(denied(questions)),
  };
}
