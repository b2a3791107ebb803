import { describe, expect, it } from "vitest";
import { valueText } from "./value-text.js";

describe("a value of a template as text", () => {
  it.each<[unknown, string]>([
    [{ Ref: "Vpc" }, "${Vpc}"],
    [{ "Fn::GetAtt": ["Key", "Arn"] }, "${Key.Arn}"],
    [{ "Fn::ImportValue": "llm-proxy-prod-Vpc:Subnet1" }, "${llm-proxy-prod-Vpc:Subnet1}"],
    [{ "Fn::Join": ["", ["arn:", { Ref: "AWS::Partition" }]] }, "arn:${AWS::Partition}"],
    [undefined, "—"],
    ["text", '"text"'],
  ])("shows %j as %s", (value, text) => {
    expect(valueText(value)).toBe(text);
  });
});
