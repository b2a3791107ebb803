import { expectPresent } from "@fairlead/errors";
import type { Access, Address, ResolvedApp } from "@fairlead/model";
import { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { modelArns } from "../model/model-arns.js";
import { ADMINISTRATION_ACTIONS } from "../user-pool/administration.js";
import type { VolumeArns } from "../volume/file-volume.js";

/** The stacks that know what a role has to name, as far as the code of a container is let at them. */
export interface PermissionOwners {
  readonly data: {
    bucketArn(name: string): string;
    queueArn(name: string): string;
    volumeArns(name: string): VolumeArns;
  };
  /** `null`: the app has no user pool. */
  readonly users: { userPoolArn(name: string): string } | null;
}

/** Whose permissions are wanted. */
export interface PermissionHolder {
  readonly app: ResolvedApp;
  readonly address: Address;
  readonly owners: PermissionOwners;
  /** What buckets and queues are encrypted with. */
  readonly keyArn: string;
}

/** What the code of a part may do: its connections of that kind, in IAM's words, and nothing else. */
export function taskPermissions(scope: Construct, holder: PermissionHolder): PolicyStatement[] {
  const named = Map.groupBy(
    holder.app.connections
      .filter((connection) => connection.kind === "permission")
      .filter(({ from }) => from === holder.address),
    ({ access }) => access,
  );
  return [...named].flatMap(([access, connections]) =>
    statementsFor(access, {
      stack: Stack.of(scope),
      holder,
      names: connections.map(({ to }) => to.slice(to.indexOf(".") + 1)),
    }),
  );
}

/** Names of parts that one kind of access is for. */
interface Grant {
  readonly stack: Stack;
  readonly holder: PermissionHolder;
  readonly names: readonly string[];
}

function statementsFor(access: Access, grant: Grant): PolicyStatement[] {
  const { data } = grant.holder.owners;
  switch (access) {
    case "read-objects":
      return readObjects(grant);
    case "write-objects":
      return writeObjects(grant);
    case "send-messages":
      return [
        statement(
          "SendMessages",
          ["sqs:GetQueueUrl", "sqs:SendMessage"],
          grant.names.map((name) => data.queueArn(name)),
        ),
        keyStatement("EncryptMessages", ["kms:Decrypt", "kms:GenerateDataKey"], { grant, service: "sqs" }),
      ];
    case "receive-messages":
      return [
        statement(
          "ReceiveMessages",
          RECEIVING_ACTIONS,
          grant.names.map((name) => data.queueArn(name)),
        ),
        keyStatement("DecryptMessages", ["kms:Decrypt"], { grant, service: "sqs" }),
      ];
    case "read-files":
      return [fileStatement("ReadFiles", ["elasticfilesystem:ClientMount"], grant)];
    case "write-files":
      return [fileStatement("WriteFiles", ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"], grant)];
    case "invoke-model":
      return invokeModels(grant);
    case "administer":
      return [statement("AdministerUsers", ADMINISTRATION_ACTIONS, userPoolArns(grant))];
  }
}

const statement = (sid: string, actions: readonly string[], resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ sid, actions: [...actions], resources: [...resources] });

/** With attributes a worker knows how long the queue is; with the visibility it asks for more time. */
const RECEIVING_ACTIONS = [
  "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
  "sqs:ReceiveMessage",
] as const;

/** Without the list a missing object is answered as a forbidden one. */
function readObjects(grant: Grant): PolicyStatement[] {
  const arns = bucketArns(grant);
  return [
    statement("ListObjects", ["s3:GetBucketLocation", "s3:ListBucket"], arns),
    statement("ReadObjects", ["s3:GetObject"], arns.map(objectsIn)),
    keyStatement("DecryptObjects", ["kms:Decrypt"], { grant, service: "s3" }),
  ];
}

/** Completing an upload in parts reads the data key again. */
function writeObjects(grant: Grant): PolicyStatement[] {
  const arns = bucketArns(grant);
  const actions = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:ListMultipartUploadParts", "s3:PutObject"];
  return [
    statement("WriteObjects", actions, arns.map(objectsIn)),
    keyStatement("EncryptObjects", ["kms:Decrypt", "kms:GenerateDataKey"], { grant, service: "s3" }),
  ];
}

const bucketArns = ({ holder, names }: Grant): string[] => names.map((name) => holder.owners.data.bucketArn(name));

const objectsIn = (bucketArn: string): string => `${bucketArn}/*`;

/** The environment's key, through the service that holds the data alone. */
function keyStatement(
  sid: string,
  actions: readonly string[],
  { grant: { stack, holder }, service }: { readonly grant: Grant; readonly service: "s3" | "sqs" },
): PolicyStatement {
  return new PolicyStatement({
    sid,
    actions: [...actions],
    resources: [holder.keyArn],
    conditions: { StringEquals: { "kms:ViaService": `${service}.${stack.region}.${stack.urlSuffix}` } },
  });
}

/**
 * Through the volume's own access point, and so as its user and below its folder.
 * https://docs.aws.amazon.com/efs/latest/ug/access-points-iam-policy.html (2026-11)
 */
function fileStatement(sid: string, actions: readonly string[], { holder, names }: Grant): PolicyStatement {
  const arns = names.map((name) => holder.owners.data.volumeArns(name));
  return new PolicyStatement({
    sid,
    actions: [...actions],
    resources: arns.map(({ fileSystemArn }) => fileSystemArn),
    conditions: {
      StringEquals: { "elasticfilesystem:AccessPointArn": arns.map(({ accessPointArn }) => accessPointArn) },
    },
  });
}

const userPoolArns = ({ holder: { owners }, names }: Grant): string[] =>
  names.map((name) => expectPresent(owners.users, `The stack of user pool ${name}`).userPoolArn(name));

const INVOKING_ACTIONS = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"] as const;

/** `Converse` asks for the same two actions. */
function invokeModels({ stack, holder: { app }, names }: Grant): PolicyStatement[] {
  const models = names.map((name) =>
    modelArns(
      stack,
      expectPresent(
        app.models.find((model) => model.name === name),
        `Model ${name}`,
      ),
    ),
  );
  const direct = models.flatMap(({ profileArn, modelArn }) => (profileArn === null ? [modelArn] : [profileArn]));
  const routed = models.flatMap(({ profileArn, modelArn }) => (profileArn === null ? [] : [{ profileArn, modelArn }]));
  return [
    statement("InvokeModels", INVOKING_ACTIONS, direct),
    ...routed.map(
      ({ profileArn, modelArn }, index) =>
        new PolicyStatement({
          sid: `InvokeModelsThroughProfile${index + 1}`,
          actions: [...INVOKING_ACTIONS],
          resources: [modelArn],
          conditions: { StringEquals: { "bedrock:InferenceProfileArn": profileArn } },
        }),
    ),
  ];
}
