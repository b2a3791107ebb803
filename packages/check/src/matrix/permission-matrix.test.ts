import type { TemplateResource } from "@fairlead/constructs";
import { describe, expect, it } from "vitest";
import { anAssembly } from "../testing/an-assembly.js";
import { describeResource } from "../templates/graph-resource.js";
import { loadCloudCopilotSimulator } from "./cloud-copilot-simulator.js";
import type { IamSimulator } from "./iam-simulator.js";
import { permissionMatrix } from "./permission-matrix.js";

type Properties = Readonly<Record<string, unknown>>;

const resource = (Type: string, Properties: Properties = {}): TemplateResource => ({ Type, Properties });
const ref = (logicalId: string) => ({ Ref: logicalId });
const arn = (logicalId: string) => ({ "Fn::GetAtt": [logicalId, "Arn"] });
const allow = (Action: unknown, Resource: unknown, more: Properties = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

const app = (...statements: readonly Properties[]): Record<string, TemplateResource> => ({
  Artifacts: resource("AWS::S3::Bucket"),
  Token: resource("AWS::SecretsManager::Secret", { Name: "shop/token" }),
  Jobs: resource("AWS::SQS::Queue"),
  Role: resource("AWS::IAM::Role"),
  Policy: resource("AWS::IAM::Policy", {
    Roles: [ref("Role")],
    PolicyDocument: { Version: "2012-10-17", Statement: statements },
  }),
  Task: resource("AWS::ECS::TaskDefinition", { TaskRoleArn: arn("Role") }),
});

async function simulator(): Promise<IamSimulator> {
  const loaded = await loadCloudCopilotSimulator();
  expect(loaded).not.toBeNull();
  return loaded ?? { ask: () => Promise.resolve("refused") };
}

const permissionsOf = async (...statements: readonly Properties[]): Promise<string[]> =>
  (await permissionMatrix(anAssembly({ net: { resources: app(...statements) } }), await simulator())).map(
    ({ use, action, target, resourceArn, isConditional }) =>
      `${use} ${action} ${target === null ? resourceArn : describeResource(target)}${isConditional ? " (on a condition)" : ""}`,
  );

describe("the permission matrix", () => {
  it("finds what a task may do, on the resources that a statement names by reference", async () => {
    const objects = { "Fn::Join": ["", [arn("Artifacts"), "/*"]] };
    expect(await permissionsOf(allow(["s3:GetObject", "s3:PutObject"], objects))).toEqual([
      "task s3:GetObject Artifacts in net",
      "task s3:PutObject Artifacts in net",
    ]);
  });

  it("finds a secret that is named by a pattern of its ARN", async () => {
    const pattern = { "Fn::Sub": "arn:${AWS::Partition}:secretsmanager:*:${AWS::AccountId}:secret:shop/*" };
    expect(await permissionsOf(allow("secretsmanager:Get*", pattern))).toEqual([
      "task secretsmanager:GetSecretValue Token in net",
    ]);
  });

  it("finds who may publish metrics in namespaces of others, and not who is held to one of its own", async () => {
    const publish = "cloudwatch:PutMetricData";
    const held = { Condition: { StringEquals: { "cloudwatch:namespace": ["Shop/Business"] } } };
    expect(await permissionsOf(allow(publish, "*"))).toEqual([`task ${publish} *`]);
    expect(await permissionsOf(allow(publish, "*", held))).toEqual([]);
  });

  it("finds strangers where a statement is on everything", async () => {
    expect(await permissionsOf(allow("sqs:SendMessage", "*"))).toEqual([
      "task sqs:SendMessage Jobs in net",
      "task sqs:SendMessage arn:aws:sqs:us-east-1:111122223333:stranger",
    ]);
  });

  it("finds the one secret where a statement names it by what attaches it to a database", async () => {
    const attached = await permissionMatrix(
      anAssembly({
        net: {
          resources: {
            ...app(allow("secretsmanager:GetSecretValue", ref("Attachment"))),
            Other: resource("AWS::SecretsManager::Secret"),
            Attachment: resource("AWS::SecretsManager::SecretTargetAttachment", { SecretId: ref("Token") }),
          },
        },
      }),
      await simulator(),
    );
    expect(attached.map(({ resourceArn }) => resourceArn)).toEqual([
      "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/token-AbCdEf",
    ]);
  });

  it("finds nothing where nobody can read off the templates what a statement names", async () => {
    expect(await permissionsOf(allow("sqs:*", { "Fn::ImportValue": "of-another-app" }))).toEqual([]);
  });

  it("finds nothing where a statement denies what another allows", async () => {
    expect(await permissionsOf(allow("sqs:*", "*"), { ...allow("sqs:*", "*"), Effect: "Deny" })).toEqual([]);
  });

  it("says where a condition decides, since nobody knows the request yet", async () => {
    const sometimes = { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } };
    expect(await permissionsOf(allow("sqs:SendMessage", arn("Jobs"), sometimes))).toEqual([
      "task sqs:SendMessage Jobs in net (on a condition)",
    ]);
  });
});
