import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Template } from "@fairlead/constructs";
import { type DeployPorts, openAws } from "@fairlead/deploy";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RehearsalClock } from "../clock/rehearsal-clock.js";
import { withEmulatorCredentials } from "../scenario/with-emulator-credentials.js";
import { type StartedEmulator, startEmulator } from "./emulator.js";

/** Kept between runs, so that moto is installed once. */
const TOOLS = fileURLToPath(new URL("../../../../.fairlead/tools", import.meta.url));
/** moto's own. */
const ACCOUNT = "123456789012";
const REGION = "eu-west-1";
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
const subnet = {
  Type: "AWS::EC2::Subnet",
  DependsOn: "Cluster",
  Properties: { VpcId: "vpc-0", CidrBlock: "10.0.0.0/24" },
};
const failing = (isProtected: boolean): Template => ({ Resources: { Cluster: cluster(isProtected), Subnet: subnet } });
const mended = (isProtected: boolean): Template => ({ Resources: { Cluster: cluster(isProtected) } });

describe("the first deployment of a stack that fails", () => {
  let emulator: StartedEmulator;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "fairlead-first-"));
    emulator = await startEmulator({
      toolsFolder: TOOLS,
      endpoint: null,
      account: ACCOUNT,
      clock: new RehearsalClock(),
      world: {
        rollout: () => null,
        trial: () => ({ faults: [], seed: 1 }),
        job: () => ({ exitCode: 0, seconds: 1, lines: [] }),
      },
      say: () => undefined,
    });
    const body = `<CreateBucketConfiguration><LocationConstraint>${REGION}</LocationConstraint></CreateBucketConfiguration>`;
    await emulator.api(REGION).rest({ service: "s3", method: "PUT", path: `/${BUCKET}`, body });
  }, 300_000);

  afterAll(async () => {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Deploys by the toolkit, and tells the stack's status and its cluster. */
  async function deploy(name: string, template: Template) {
    const environment = `aws://${ACCOUNT}/${REGION}`;
    const templateFile = `${name}.template.json`;
    // As the CDK's own templates: what has no place in S3 the toolkit sends as YAML.
    const stackTemplateAssetObjectUrl = `s3://${BUCKET}/${templateFile}`;
    const properties = { templateFile, stackTemplateAssetObjectUrl };
    const stack = { type: "aws:cloudformation:stack", environment, properties };
    const body = JSON.stringify(template);
    writeFileSync(join(folder, templateFile), body);
    await emulator.api(REGION).rest({ service: "s3", method: "PUT", path: `/${BUCKET}/${templateFile}`, body });
    writeFileSync(join(folder, "manifest.json"), JSON.stringify({ version: "48.0.0", artifacts: { [name]: stack } }));
    return await withEmulatorCredentials({ endpoint: emulator.endpoint, region: REGION }, async () => {
      const { stacks } = await openAws({ region: REGION, profile: null, endpoint: emulator.endpoint });
      const failure = await deployTo(stacks, name);
      const place = { name, region: null };
      const resources = await stacks.resources(place);
      return {
        failure,
        status: (await stacks.describe(place))?.status,
        cluster: resources.find(({ logicalId }) => logicalId === "Cluster")?.physicalId,
      };
    });
  }

  const deployTo = (stacks: DeployPorts["stacks"], name: string): Promise<string | null> =>
    stacks
      .deploy({
        directory: folder,
        stack: { name, region: null },
        template: null,
        parameters: {},
        onEvent: () => undefined,
        signal: null,
      })
      .then(
        () => null,
        (error: unknown) => String(error),
      );

  it("stops where it failed when it holds what is protected, and the next one goes on from there", async () => {
    const first = await deploy("protected", failing(true));
    expect(first).toMatchObject({ status: "CREATE_FAILED", failure: expect.stringContaining("vpc-0") as string });
    expect(first.cluster).toBeDefined();
    const again = await deploy("protected", failing(true));
    expect(again).toMatchObject({ status: "UPDATE_FAILED", cluster: first.cluster });
    expect(await deploy("protected", mended(true))).toEqual({
      failure: null,
      status: "UPDATE_COMPLETE",
      cluster: first.cluster,
    });
  });

  it("is taken back when all of it can go, and made anew", async () => {
    expect(await deploy("free", failing(false))).toMatchObject({ status: "ROLLBACK_COMPLETE", cluster: undefined });
    expect(await deploy("free", mended(false))).toMatchObject({ failure: null, status: "CREATE_COMPLETE" });
  });
});
