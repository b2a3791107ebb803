import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListPolicyVersionsCommand,
} from "@aws-sdk/client-iam";
import { expectPresent } from "@fairlead/errors";
import type { Account } from "../account/account.js";
import { isAwsCode } from "../aws/aws-error-facts.js";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import type { ManagedPolicies, NamedDocument, PutPolicy } from "./managed-policies.js";

/** Of one managed policy (IAM user guide, "IAM and AWS STS quotas", 2025). */
const MOST_VERSIONS = 5;

export function awsManagedPolicies(configuration: ClientConfiguration, account: Account): ManagedPolicies {
  const iam = new IAMClient(configuration);
  return {
    put: (policy) =>
      explained({ doing: "keep the managed policy", subject: policy.name }, async () => {
        // The caller's own ARN tells the partition, too.
        const { account: id, arn: caller } = await account.identity();
        const arn = `arn:${caller.split(":")[1] ?? "aws"}:iam::${id}:policy/${policy.name}`;
        const written = await writtenDocument(iam, arn);
        return written === null ? make(iam, policy) : change(iam, { arn, written, policy });
      }),
  };
}

/** The version that holds now; `null`: there is no such policy. */
async function writtenDocument(iam: IAMClient, arn: string): Promise<string | null> {
  try {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: Policy?.DefaultVersionId }),
    );
    // IAM gives documents URL-encoded (RFC 3986).
    return decodeURIComponent(PolicyVersion?.Document ?? "");
  } catch (error) {
    if (isAwsCode(error, "NoSuchEntity", "NoSuchEntityException")) return null;
    throw error;
  }
}

async function make(iam: IAMClient, { name, description, document }: NamedDocument): Promise<PutPolicy> {
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: name, Description: description, PolicyDocument: JSON.stringify(document) }),
  );
  return { arn: expectPresent(Policy?.Arn, "IAM's Arn"), change: "made" };
}

interface Written {
  readonly arn: string;
  readonly written: string;
  readonly policy: NamedDocument;
}

async function change(iam: IAMClient, { arn, written, policy: { document } }: Written): Promise<PutPolicy> {
  const wanted = JSON.stringify(document);
  if (written === wanted) return { arn, change: "unchanged" };
  const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn: arn }));
  if (Versions.length >= MOST_VERSIONS) {
    const resting = Versions.filter(({ IsDefaultVersion }) => IsDefaultVersion !== true);
    const age = (version: (typeof Versions)[number]) => version.CreateDate?.getTime() ?? 0;
    const oldest = resting.toSorted((one, other) => age(one) - age(other))[0];
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId: oldest?.VersionId }));
  }
  await iam.send(new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument: wanted, SetAsDefault: true }));
  return { arn, change: "changed" };
}
