import { expectPresent, isUserError } from "@fairlead/errors";
import { expect, it } from "vitest";
import type { SecretStore } from "../secrets/secret-store.js";
import { SecretText } from "../secrets/secret-text.js";

/** A store, and what makes a secret in it, as a stack does; `null`: without a value. */
export interface OpenedSecretStore {
  readonly store: SecretStore;
  readonly make: (name: string, value: string | null) => Promise<void>;
}

/** What every {@link SecretStore} must do; `prefix`: of names that nobody else uses. */
export function itKeepsSecrets(open: () => Promise<OpenedSecretStore>, prefix: string): void {
  const nameOf = (name: string): string => `${prefix}${name}`;

  it("leaves out what isn't there, and reads nothing of it", async () => {
    const { store, make } = await open();
    await make(nameOf("there"), "value");
    const described = await store.describe([nameOf("absent"), nameOf("there")]);
    expect(described.map(({ name }) => name)).toEqual([nameOf("there")]);
    expect(await store.read(nameOf("absent"))).toBeNull();
  });

  it("refuses to write to a secret that isn't there", async () => {
    const { store } = await open();
    await expect(store.write(nameOf("never-made"), new SecretText("value"))).rejects.toSatisfy(isUserError);
  });

  it("tells of a secret that was made without a value", async () => {
    const { store, make } = await open();
    await make(nameOf("unset"), null);
    expect(await store.describe([nameOf("unset")])).toMatchObject([{ version: null, rotates: false }]);
    expect(await store.read(nameOf("unset"))).toBeNull();
  });

  it("gives a secret its first value, which holds from then on", async () => {
    const { store, make } = await open();
    await make(nameOf("first"), null);
    const version = await store.write(nameOf("first"), new SecretText("one"));
    expect(await store.describe([nameOf("first")])).toMatchObject([{ version }]);
    expect((await store.read(nameOf("first")))?.reveal()).toBe("one");
  });

  it("keeps the value before beside the new one, and goes back to it and forward again", async () => {
    const { store, make } = await open();
    const name = nameOf("two-values");
    await make(name, "one");
    const held = async (): Promise<string | undefined> => (await store.read(name))?.reveal();
    const one = expectPresent((await store.describe([name]))[0]?.version, "The first version");
    const two = await store.write(name, new SecretText("two"));
    expect(two).not.toBe(one);
    expect(await held()).toBe("two");
    await store.makeCurrent(name, one);
    expect(await store.describe([name])).toMatchObject([{ version: one }]);
    expect(await held()).toBe("one");
    await store.makeCurrent(name, two);
    expect(await held()).toBe("two");
  });

  it("refuses to go back to a version that there never was", async () => {
    const { store, make } = await open();
    await make(nameOf("one-value"), "one");
    await expect(store.makeCurrent(nameOf("one-value"), "00000000-none")).rejects.toSatisfy(isUserError);
  });

  it("makes values of letters and digits, and of hexadecimal digits, as long as asked, no two alike", async () => {
    const { store } = await open();
    const token = { kind: "letters-and-digits", length: 40 } as const;
    const [one, other] = [await store.generate(token), await store.generate(token)];
    const key = await store.generate({ kind: "hexadecimal", length: 64 });
    expect(one.reveal()).toMatch(/^[A-Za-z0-9]{40}$/);
    expect(other.reveal()).not.toBe(one.reveal());
    expect(key.reveal()).toMatch(/^[0-9a-f]{64}$/);
  });
}
