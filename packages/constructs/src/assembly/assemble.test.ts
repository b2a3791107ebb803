import { isUserError } from "@fairlead/errors";
import { temporaryFolder } from "@fairlead/testkit";
import { Annotations, type App, CfnResource, Stack } from "aws-cdk-lib";
import { CfnSecurityGroup, Vpc } from "aws-cdk-lib/aws-ec2";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { describe, expect, it } from "vitest";
import { MemoryVerdictStore } from "../validation/verdict-store.js";
import { setAddress } from "./address-metadata.js";
import { assemble, makeApp, type SynthesisStage } from "./assemble.js";

const anApp = (): App => makeApp(temporaryFolder());
const env = { region: "us-east-1" };

class FilesStack extends Stack {}

describe("assemble", () => {
  it("reads templates back and lists stacks after what they wait for", async () => {
    const app = anApp();
    const readers = new Stack(app, "app-prod-Readers", { env });
    const files = new FilesStack(app, "app-prod-Files", { env });
    const bucket = new Bucket(files, "Bucket");
    new CfnSecurityGroup(readers, "Group", { groupDescription: bucket.bucketName });

    const assembly = await assemble(app, { verdicts: new MemoryVerdictStore() });

    expect(assembly.stacks.map(({ name, role, dependsOn }) => ({ name, role, dependsOn }))).toEqual([
      { name: "app-prod-Files", role: "Files", dependsOn: [] },
      { name: "app-prod-Readers", role: "app-prod-Readers", dependsOn: ["app-prod-Files"] },
    ]);
    expect(Object.values(assembly.stacks[0]?.template.Resources ?? {})[0]?.Type).toBe("AWS::S3::Bucket");
  });

  it("says which part of the description a resource stands for, by the nearest address above it", async () => {
    const app = anApp();
    const stack = new Stack(app, "Files", { env });
    const bucket = new Bucket(stack, "Marked", { enforceSSL: true });
    setAddress(bucket, "services.proxy");
    new Bucket(stack, "Unmarked");

    const { resources } = await assemble(app, { verdicts: new MemoryVerdictStore() });

    expect(resources.map(({ constructPath, address }) => [constructPath, address])).toEqual([
      ["Files/Marked/Resource", "services.proxy"],
      ["Files/Marked/Policy/Resource", "services.proxy"],
      ["Files/Unmarked/Resource", null],
    ]);
  });

  it("reports what the CloudFormation validator, cdk-nag and the constructs themselves complain of", async () => {
    const app = anApp();
    const stack = new Stack(app, "Files", { env });
    new CfnResource(stack, "Group", {
      type: "AWS::EC2::SecurityGroup",
      properties: { GroupDescription: "x", NoSuchProperty: 1 },
    });
    const bucket = new Bucket(stack, "Bucket");
    Annotations.of(bucket).addWarningV2("app:beware", "This bucket is open to debate.");

    const { violations } = await assemble(app, { verdicts: new MemoryVerdictStore() });

    const found = violations.map(({ tool, rule, severity, stack, logicalId }) => ({
      tool,
      rule,
      severity,
      stack,
      logicalId,
    }));
    const logicalId: unknown = expect.stringMatching(/^Bucket[0-9A-F]{8}$/);
    expect(found).toContainEqual({ tool: "cdk", rule: "app:beware", severity: "warning", stack: "Files", logicalId });
    expect(found).toContainEqual({
      tool: "cdk-nag",
      rule: "AwsSolutions-S10",
      severity: "error",
      stack: "Files",
      logicalId,
    });
    expect(found.some(({ tool, logicalId }) => tool === "cloudformation-validate" && logicalId === "Group")).toBe(true);
  });

  it("refuses an app that needs a look-up in an account, and says what it wants to know", async () => {
    const app = anApp();
    Vpc.fromLookup(new Stack(app, "Looks", { env: { region: "us-east-1", account: "111122223333" } }), "Vpc", {
      isDefault: true,
    });
    const failure: unknown = await assemble(app, { verdicts: new MemoryVerdictStore() }).catch(
      (error: unknown) => error,
    );
    expect(isUserError(failure) && failure.problems.map(({ code }) => code)).toEqual(["LookupNeeded"]);
  });

  it("tells which stage it is in", async () => {
    const app = anApp();
    new Bucket(new Stack(app, "Files", { env }), "Bucket");
    const stages: SynthesisStage[] = [];
    await assemble(app, { verdicts: new MemoryVerdictStore(), onProgress: (stage) => stages.push(stage) });
    expect(stages).toEqual(["synthesize", "validate"]);
  });
});
