import { describe, expect, it } from "vitest";
import { principalOf } from "./principal-arn.js";

describe("whose policies decide", () => {
  it("is the role of a session, in its own partition", () => {
    expect(principalOf("arn:aws-cn:sts::111122223333:assumed-role/deploy/github")).toEqual({
      kind: "role",
      name: "deploy",
      arnWithoutPath: "arn:aws-cn:iam::111122223333:role/deploy",
    });
  });

  it("is a user itself, and nobody's for the root user", () => {
    const user = "arn:aws:iam::111122223333:user/people/ann";
    expect(principalOf(user)).toEqual({ kind: "user", arn: user });
    expect(principalOf("arn:aws:iam::111122223333:root")).toEqual({ kind: "root" });
  });
});
