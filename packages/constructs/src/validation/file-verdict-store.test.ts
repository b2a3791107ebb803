import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { FileVerdictStore } from "./file-verdict-store.js";
import type { Verdict } from "./verdict.js";

const verdict: Verdict = [
  {
    tool: "cdk-nag",
    rule: "AwsSolutions-S10",
    severity: "error",
    description: "The bucket takes plain HTTP.",
    fix: null,
    logicalId: "Bucket",
    locations: ["Properties"],
  },
];

describe("FileVerdictStore", () => {
  it("gives back what another process kept, an empty verdict too", () => {
    const folder = join(temporaryFolder(), "cache", "verdicts");
    new FileVerdictStore(folder).set("k1", verdict);
    new FileVerdictStore(folder).set("k2", []);
    expect(new FileVerdictStore(folder).get("k1")).toEqual(verdict);
    expect(new FileVerdictStore(folder).get("k2")).toEqual([]);
  });

  it("leaves no unfinished file behind", () => {
    const folder = temporaryFolder();
    new FileVerdictStore(folder).set("k1", verdict);
    expect(readdirSync(folder)).toEqual(["k1.json"]);
  });

  it.each([
    ["is cut off", '{"schemaVersion":1,"key":"k1","verdict":[{"to'],
    ["is of another version", JSON.stringify({ schemaVersion: 2, key: "k1", verdict })],
    ["was kept under another key", JSON.stringify({ schemaVersion: 1, key: "k2", verdict })],
    ["holds something else", JSON.stringify({ schemaVersion: 1, key: "k1", verdict: [{ rule: 3 }] })],
    ["isn't an object", "null"],
  ])("knows nothing of a verdict whose file %s", (_, content) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "k1.json"), content);
    expect(new FileVerdictStore(folder).get("k1")).toBeUndefined();
  });

  it("knows nothing when the folder isn't there", () => {
    expect(new FileVerdictStore(join(temporaryFolder(), "nowhere")).get("k1")).toBeUndefined();
  });

  it("says nothing when it can't write", () => {
    const blocked = join(temporaryFolder(), "file");
    writeFileSync(blocked, "in the way");
    chmodSync(blocked, 0o400);
    const store = new FileVerdictStore(join(blocked, "verdicts"));
    expect(() => {
      store.set("k1", verdict);
    }).not.toThrow();
    expect(store.get("k1")).toBeUndefined();
  });
});
