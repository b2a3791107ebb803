import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKeySealer } from "./key-sealer.js";

const OLD = "the former encryption key";
const NEW = "the current encryption key";

describe("key sealer", () => {
  it("opens whatever it sealed, and shows nothing of it", () => {
    const sealer = createKeySealer(NEW, []);
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string({ minLength: 4 }), (projectId, provider, secret) => {
        const sealed = sealer.seal(projectId, provider, secret);
        expect(sealer.open(projectId, sealed)).toBe(secret);
        expect(Buffer.from(sealed.sealed, "base64").includes(Buffer.from(secret))).toBe(false);
      }),
    );
  });

  it("seals the same key differently each time", () => {
    const sealer = createKeySealer(NEW, []);
    expect(sealer.seal("p", "openai", "secret").sealed).not.toBe(sealer.seal("p", "openai", "secret").sealed);
  });

  it("opens after a rotation what the former key sealed, and seals with the current one", () => {
    const before = createKeySealer(OLD, []);
    const after = createKeySealer(NEW, [OLD]);
    expect(after.open("p", before.seal("p", "openai", "secret"))).toBe("secret");
    expect(after.seal("p", "openai", "secret").keyId).toBe(createKeySealer(NEW, []).keyId);
    expect(after.keyId).not.toBe(before.keyId);
  });

  it("names the key that is lacking, and no secret", () => {
    const before = createKeySealer(OLD, []);
    const sealed = before.seal("p", "openai", "planted-provider-key");
    const open = () => createKeySealer(NEW, []).open("p", sealed);
    expect(open).toThrow(/which the gateway hasn't got/u);
    expect(open).toThrow(before.keyId);
    expect(open).not.toThrow(/planted|encryption key the|former encryption key$/u);
  });

  it("refuses a sealed key in another project's row, under another provider, or with any bit changed", () => {
    const sealer = createKeySealer(NEW, []);
    const sealed = sealer.seal("p", "openai", "secret");
    const broken = /was changed after it was sealed/u;
    expect(() => sealer.open("q", sealed)).toThrow(broken);
    expect(() => sealer.open("p", { ...sealed, provider: "groq" })).toThrow(broken);
    expect(() => sealer.open("p", { ...sealed, sealed: "" })).toThrow(broken);
    const bytes = Buffer.from(sealed.sealed, "base64");
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => sealer.open("p", { ...sealed, sealed: changed.toString("base64") })).toThrow(broken);
    }
  });
});
