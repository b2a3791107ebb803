import { describe, expect, it } from "vitest";
import { parseEvent } from "./function-event.js";

const LIFECYCLE = {
  RequestType: "Create",
  ResponseURL: "https://cloudformation.example.com/answer",
  RequestId: "request",
  StackId: "stack",
  LogicalResourceId: "Roles",
};

describe("parseEvent", () => {
  it("knows a step of Secrets Manager's", () => {
    expect(parseEvent({ Step: "setSecret", SecretId: "arn", ClientRequestToken: "version" })).toEqual({
      kind: "rotation",
      step: "setSecret",
      secretArn: "arn",
      versionId: "version",
    });
  });

  it("knows a request of CloudFormation's and names the resource by its logical id at first", () => {
    expect(parseEvent(LIFECYCLE)).toMatchObject({
      kind: "lifecycle",
      request: "Create",
      replyTo: { responseUrl: LIFECYCLE.ResponseURL, physicalResourceId: "Roles" },
    });
  });

  it("keeps the name that the resource has, so that an update replaces nothing", () => {
    const event = { ...LIFECYCLE, RequestType: "Update", PhysicalResourceId: "as-it-was" };
    expect(parseEvent(event)).toMatchObject({ replyTo: { physicalResourceId: "as-it-was" } });
  });

  it.each([[{}], ["text"], [null], [{ Step: "sing" }]])("refuses %j", (event) => {
    expect(() => parseEvent(event)).toThrow("neither a step of a rotation nor a request");
  });

  it("says what an event lacks", () => {
    expect(() => parseEvent({ Step: "setSecret", SecretId: "arn" })).toThrow('lacks "ClientRequestToken"');
  });
});
