import { Fault } from "@fairlead/errors";
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
  const allows = async (question: IamQuestion, simulationMode: "Strict" | "Discovery"): Promise<boolean> => {
    const answer = await library.runSimulation(
      {
        request: {
          principal: question.principalArn,
          action: question.action,
          resource: { resource: question.resourceArn, accountId: question.accountId },
          contextVariables: { ...question.context },
        },
        identityPolicies: question.policies.map(({ name, document }) => ({ name, policy: document })),
        serviceControlPolicies: [],
        resourceControlPolicies: [],
      },
      { simulationMode },
    );
    if (answer.resultType === "error") {
      throw new Fault(
        "SimulatorRefuses",
        `IAM's simulator refuses ${question.action} on ${question.resourceArn}: ${answer.errors.message}`,
      );
    }
    return answer.overallResult === "Allowed";
  };
  return {
    // Discovery takes every condition for fulfilled, Strict takes what is not in the request for absent.
    ask: async (question) => {
      if (question.context !== undefined) return (await allows(question, "Strict")) ? "allowed" : "refused";
      if (!(await allows(question, "Discovery"))) return "refused";
      return (await allows(question, "Strict")) ? "allowed" : "conditional";
    },
  };
}
