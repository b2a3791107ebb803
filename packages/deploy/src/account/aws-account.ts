import { GetRoleCommand, IAMClient, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { expectPresent } from "@fairlead/errors";
import { isAwsCode } from "../aws/aws-error-facts.js";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import type { Account, PermissionQuestion } from "./account.js";
import { type Principal, principalOf } from "./principal-arn.js";

/** Where `cdk bootstrap` writes its version down (AWS CDK guide, "AWS CDK bootstrapping", read 2026-11); the qualifier is the CDK's own. */
const BOOTSTRAP_PARAMETER = "/cdk-bootstrap/hnb659fds/version";

export function awsAccount(configuration: ClientConfiguration): Account {
  const sts = new STSClient(configuration);
  const iam = new IAMClient(configuration);
  return {
    identity: () =>
      explained({ doing: "find out whose credentials these are", subject: null }, async () => {
        const answer = await sts.send(new GetCallerIdentityCommand({}));
        return {
          account: expectPresent(answer.Account, "STS's Account"),
          arn: expectPresent(answer.Arn, "STS's Arn"),
        };
      }),
    bootstrapVersion: (region) =>
      explained({ doing: "read the version of the CDK's bootstrap stack", subject: region }, async () => {
        const ssm = new SSMClient({ ...configuration, region });
        try {
          const { Parameter } = await ssm.send(new GetParameterCommand({ Name: BOOTSTRAP_PARAMETER }));
          return Number(Parameter?.Value);
        } catch (error) {
          if (isAwsCode(error, "ParameterNotFound")) return null;
          throw error;
        }
      }),
    denied: ({ arn }, questions) =>
      explained({ doing: "ask IAM what is allowed", subject: arn }, async () => {
        const principal = principalOf(arn);
        // No policy of the account binds its root user.
        if (principal.kind === "root") return [];
        const policySource = await policySourceArn(iam, principal);
        const answers = await Promise.all(
          [...byResource(questions)].map(([resourceArn, actions]) =>
            deniedActions(iam, { policySource, resourceArn, actions }),
          ),
        );
        return answers.flat();
      }),
  };
}

async function policySourceArn(iam: IAMClient, principal: Exclude<Principal, { kind: "root" }>): Promise<string> {
  switch (principal.kind) {
    case "user":
      return principal.arn;
    case "role":
      try {
        const { Role } = await iam.send(new GetRoleCommand({ RoleName: principal.name }));
        return Role?.Arn ?? principal.arnWithoutPath;
      } catch (error) {
        // Most roles have no path, so its own ARN is as good where nobody may look.
        if (isAwsCode(error, "AccessDenied", "NoSuchEntity")) return principal.arnWithoutPath;
        throw error;
      }
  }
}

interface Simulation {
  readonly policySource: string;
  readonly resourceArn: string;
  readonly actions: readonly string[];
}

async function deniedActions(
  iam: IAMClient,
  { policySource, resourceArn, actions }: Simulation,
): Promise<PermissionQuestion[]> {
  const denied: PermissionQuestion[] = [];
  let marker: string | undefined;
  do {
    const answer = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: policySource,
        ActionNames: [...actions],
        ResourceArns: [resourceArn],
        Marker: marker,
      }),
    );
    for (const { EvalActionName, EvalDecision } of answer.EvaluationResults ?? [])
      if (EvalDecision !== "allowed" && EvalActionName !== undefined)
        denied.push({ action: EvalActionName, resourceArn });
    marker = answer.IsTruncated === true ? answer.Marker : undefined;
  } while (marker !== undefined);
  return denied;
}

function byResource(questions: readonly PermissionQuestion[]): ReadonlyMap<string, readonly string[]> {
  const grouped = new Map<string, string[]>();
  for (const { action, resourceArn } of questions)
    grouped.set(resourceArn, [...(grouped.get(resourceArn) ?? []), action]);
  return grouped;
}
