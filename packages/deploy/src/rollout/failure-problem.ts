import type { Problem } from "@fairlead/errors";
import type { ServiceDeployment } from "../services/service-deployment.js";
import type { ServiceRevision } from "../services/service-revision.js";
import { taskDefinitionName } from "../services/task-definition.js";
import { rolloutProblem } from "./rollout-problem.js";

/** Why an earlier revision serves. */
export type FailureReason =
  /** ECS went back by itself, or was told to. */
  | { readonly kind: "rolled-back"; readonly deployment: ServiceDeployment }
  /** Another deployment brought the earlier one back. */
  | { readonly kind: "taken-back"; readonly deployment: ServiceDeployment }
  /** No deployment of the service was begun. */
  | { readonly kind: "never-begun" };

/** What a reader is told of a release that didn't come to serve. */
export function failureProblem(service: string, serving: ServiceRevision, reason: FailureReason): Problem {
  const serves = taskDefinitionName(serving.taskDefinition);
  switch (reason.kind) {
    case "rolled-back":
      return rolloutProblem(service, {
        code: "RolledBack",
        message: `ECS rolled service ${service} back: ${causeOf(reason.deployment)} ${serves} serves.`,
        fix: `See why with fairlead why ${service}, mend it, and deploy again.`,
      });
    case "taken-back":
      return rolloutProblem(service, {
        code: "RolledBack",
        message: `The release of service ${service} was taken back (${causeOf(reason.deployment)}) ${serves} serves again.`,
        fix: `See what failed in the same deployment, or fairlead why ${service}; mend it, and deploy again.`,
      });
    case "never-begun":
      return rolloutProblem(service, {
        code: "NeverBegun",
        message: `The release never came to service ${service}: ECS began no deployment of it. ${serves} serves as before.`,
        fix: "See what failed before it, mend that, and deploy again. If it was rolled back before, CloudFormation holds this version already and begins nothing: fairlead rollback <release> goes forward to it, too.",
      });
  }
}

function causeOf({ status, statusReason, rollback, triggeredAlarms, failedTasks }: ServiceDeployment): string {
  const told = [
    rollback?.reason ?? statusReason,
    triggeredAlarms.length === 0 ? null : `alarms: ${triggeredAlarms.join(", ")}`,
    failedTasks === 0 ? null : `failed tasks: ${failedTasks}`,
  ].filter((cause) => cause !== null);
  return `${told.length === 0 ? status : told.join("; ").replace(/\.$/, "")}.`;
}
