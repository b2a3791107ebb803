import { describe, expect, it } from "vitest";
import { describeFindings } from "../../testing/describe-findings.js";
import { planOf } from "../../testing/plan-of.js";
import definition from "../fairlead.config.ts";

describeFindings("the Recipe Chatbot", definition, import.meta.url);

describe("the notes on the Recipe Chatbot", () => {
  it("tell that the two keys wait for their values, and what else is worth knowing", async () => {
    const { findings } = await planOf(definition, "production", import.meta.url);
    const notes = findings.filter(({ severity, status }) => status.kind === "open" && severity === "note");
    expect([...new Set(notes.map(({ code }) => code))].sort()).toEqual([
      "LittleRoomForProxy",
      "OperatorSecretsPending",
    ]);
  });
});
