import type { Account, Identity } from "../account/account.js";

/** An account that is as it is told to be. */
export function fakeAccount(options: { readonly identity?: Identity } = {}): Account {
  const identity = options.identity ?? {
    account: "111122223333",
    arn: "arn:aws:sts::111122223333:assumed-role/deploy/test",
  };
  return { identity: () => Promise.resolve(identity) };
}
