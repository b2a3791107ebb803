import type { IamQuestion, IamSimulator } from "./iam-simulator.js";

/**
 * IAM's decisions by `@cloud-copilot/iam-simulate`. The package is an optional peer, because its licence (AGPL-3.0) is not everyone's:
 * whoever wants the matrix of permissions installs it.
 *
 * @returns `null` when it isn't installed.
 */
export async function loadCloudCopilotSimulator(): Promise<IamSimulator | null> {
  const library = await import("@cloud-copilot/iam-simulate").catch(() => null);
  if (library === null) return null;
  return {
    allows: async ({ principalArn, accountId, policies, action, resourceArn }: IamQuestion) => {
      const answer = await library.runSimulation(
        {
          request: {
            principal: principalArn,
            action,
            resource: { resource: resourceArn, accountId },
            contextVariables: {},
          },
          identityPolicies: policies.map(({ name, document }) => ({ name, policy: document })),
          serviceControlPolicies: [],
          resourceControlPolicies: [],
        },
        // What a condition asks of the request is not known before it is made: a grant with a condition counts as a grant.
        { simulationMode: "Discovery" },
      );
      return answer.resultType === "error" ? null : answer.overallResult === "Allowed";
    },
  };
}
