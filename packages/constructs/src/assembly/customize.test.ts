import { isUserError } from "@fairlead/errors";
import type { Customization } from "@fairlead/model";
import { aResolvedApp, temporaryFolder } from "@fairlead/testkit";
import { CfnBucket } from "aws-cdk-lib/aws-s3";
import { describe, expect, it } from "vitest";
import type { VerdictStore } from "../validation/verdict-store.js";
import { customize } from "./customize.js";
import { synthesizeApp } from "./synthesize.js";

const verdicts: VerdictStore = { get: () => [], set: () => undefined };

const synthesizeWith = (customization: Customization) =>
  synthesizeApp(aResolvedApp(), {
    outdir: temporaryFolder(),
    verdicts,
    customization,
  });

const codesOf = async (customization: Customization): Promise<readonly string[]> => {
  const failure: unknown = await synthesizeWith(customization).catch((error: unknown) => error);
  return isUserError(failure) ? failure.problems.map(({ code }) => code) : ["not a UserError"];
};

describe("customize", () => {
  it("changes the stacks before their templates are written", async () => {
    const { stacks } = await synthesizeWith(
      customize(({ data }) => {
        new CfnBucket(data, "Exports");
      }),
    );
    const data = stacks.find(({ role }) => role === "Data");
    expect(data?.template.Resources["Exports"]?.Type).toBe("AWS::S3::Bucket");
  });

  it("tells whose mistake it is when the function fails", async () => {
    const failing = customize(() => {
      throw new RangeError("no such stack");
    });
    expect(await codesOf(failing)).toEqual(["CustomizationFailed"]);
  });

  it("refuses what customize() didn't make", async () => {
    expect(await codesOf({ kind: "cdk-customization" })).toEqual(["UnknownCustomization"]);
  });
});
