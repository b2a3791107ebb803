/** Whose policies decide: of a role's session the role, without its path, which a session's ARN doesn't tell. */
export type Principal =
  | { readonly kind: "root" }
  | { readonly kind: "user"; readonly arn: string }
  | { readonly kind: "role"; readonly name: string; readonly arnWithoutPath: string };

/** `arn:aws:sts::111122223333:assumed-role/deploy/github` is a session of `arn:aws:iam::111122223333:role/deploy`. */
export function principalOf(arn: string): Principal {
  const session = /^arn:([\w-]+):sts::(\d+):assumed-role\/([^/]+)\//u.exec(arn);
  if (session !== null) {
    const [, partition = "", account = "", name = ""] = session;
    return { kind: "role", name, arnWithoutPath: `arn:${partition}:iam::${account}:role/${name}` };
  }
  return arn.endsWith(":root") ? { kind: "root" } : { kind: "user", arn };
}
