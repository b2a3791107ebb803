import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashToken, isWellFormedToken, newTokenSecret } from "./token-secret.js";

describe("token secret", () => {
  it("bears the prefix, is never the same twice and is known as well-formed", () => {
    const [first, second] = [newTokenSecret("sk-"), newTokenSecret("sk-")];
    expect(first.secret).toMatch(/^sk-[\w-]{47}$/u);
    expect(first.secret).not.toBe(second.secret);
    expect(isWellFormedToken(first.secret, "sk-")).toBe(true);
    expect(first.tokenHash).toBe(hashToken(first.secret));
    expect(first.tokenHash).toMatch(/^[\w-]{43}$/u);
  });

  it("of any chance and any prefix is well-formed under that prefix alone", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.stringMatching(/^[a-z]{1,8}-$/u),
        (bytes, prefix) => {
          const { secret } = newTokenSecret(prefix, () => Buffer.from(bytes));
          expect(isWellFormedToken(secret, prefix)).toBe(true);
          expect(isWellFormedToken(secret, `${prefix}x-`)).toBe(false);
          expect(isWellFormedToken(secret.slice(1), prefix)).toBe(false);
        },
      ),
    );
  });

  it("with one character mistyped is told apart without asking anybody", () => {
    const { secret } = newTokenSecret("sk-", () => Buffer.alloc(32, 7));
    const wrong = Array.from({ length: secret.length - 3 }, (_, index) => {
      const other = secret[3 + index] === "A" ? "B" : "A";
      return `sk-${secret.slice(3, 3 + index)}${other}${secret.slice(4 + index)}`;
    });
    expect(wrong.filter((candidate) => isWellFormedToken(candidate, "sk-"))).toEqual([]);
  });

  it("can't be an upstream's key or nothing at all", () => {
    expect(isWellFormedToken("", "sk-")).toBe(false);
    expect(isWellFormedToken(`sk-${"a".repeat(47)}`, "sk-")).toBe(false);
  });
});
