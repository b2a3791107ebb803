import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Template } from "@fairlead/constructs";
import { sharedTemporaryFolder } from "@fairlead/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmulatedAws, startEmulatedAws } from "../testing/emulated-aws.js";

/** moto's own account. */
const ENVIRONMENT = "aws://123456789012/eu-west-1";
const BUCKET = "templates";

const cluster = (isProtected: boolean) => ({
  Type: "AWS::RDS::DBCluster",
  Properties: {
    Engine: "aurora-postgresql",
    MasterUsername: "owner",
    MasterUserPassword: "a-password-of-a-test",
    DeletionProtection: isProtected,
  },
});
const SUBNET = {
  Type: "AWS::EC2::Subnet",
  DependsOn: "Cluster",
  Properties: { VpcId: "vpc-0", CidrBlock: "10.0.0.0/24" },
};
const failing = (isProtected: boolean): Template => ({ Resources: { Cluster: cluster(isProtected), Subnet: SUBNET } });
const mended = (isProtected: boolean): Template => ({ Resources: { Cluster: cluster(isProtected) } });

describe("the first deployment of a stack that fails", () => {
  const folder = sharedTemporaryFolder();
  let aws: EmulatedAws;

  beforeAll(async () => {
    aws = await startEmulatedAws();
    const body = `<CreateBucketConfiguration><LocationConstraint>${aws.api.region}</LocationConstraint></CreateBucketConfiguration>`;
    await aws.api.rest({ service: "s3", method: "PUT", path: `/${BUCKET}`, body });
  }, 300_000);

  afterAll(async () => {
    await aws.stop();
  });

  /** Deploys by the toolkit, and tells why it failed, the stack's status and its cluster. */
  async function deploy(name: string, template: Template) {
    const templateFile = `${name}.template.json`;
    // As the CDK's own templates: what has no place in S3 the toolkit sends as YAML.
    const properties = { templateFile, stackTemplateAssetObjectUrl: `s3://${BUCKET}/${templateFile}` };
    const artifacts = { [name]: { type: "aws:cloudformation:stack", environment: ENVIRONMENT, properties } };
    const body = JSON.stringify(template);
    writeFileSync(join(folder, templateFile), body);
    writeFileSync(join(folder, "manifest.json"), JSON.stringify({ version: "48.0.0", artifacts }));
    await aws.api.rest({ service: "s3", method: "PUT", path: `/${BUCKET}/${templateFile}`, body });
    const { stacks } = aws.ports;
    const stack = { name, region: null };
    const order = { directory: folder, stack, template: null, parameters: {}, onEvent: () => undefined, signal: null };
    const failure = await aws.within(() => stacks.deploy(order)).then(() => null, String);
    const resources = await stacks.resources(stack);
    return {
      failure,
      status: (await stacks.describe(stack))?.status,
      cluster: resources.find(({ logicalId }) => logicalId === "Cluster")?.physicalId,
    };
  }

  it("stops where it failed when it holds what is protected, and the next one goes on from there", async () => {
    const first = await deploy("protected", failing(true));
    expect(first.failure).toContain("vpc-0");
    expect([first.status, typeof first.cluster]).toEqual(["CREATE_FAILED", "string"]);
    const again = await deploy("protected", failing(true));
    expect([again.status, again.cluster]).toEqual(["UPDATE_FAILED", first.cluster]);
    const last = await deploy("protected", mended(true));
    expect(last).toEqual({ failure: null, status: "UPDATE_COMPLETE", cluster: first.cluster });
  });

  it("is taken back when all of it can go, and made anew", async () => {
    expect(await deploy("free", failing(false))).toMatchObject({ status: "ROLLBACK_COMPLETE", cluster: undefined });
    expect(await deploy("free", mended(false))).toMatchObject({ failure: null, status: "CREATE_COMPLETE" });
  });
});
