import type { Problem } from "@fairlead/errors";
import type { ServiceDeployment } from "../services/service-deployment.js";
import { isCompleted } from "../services/service-deployment.js";
import { digestIn, type ServiceRevision } from "../services/service-revision.js";
import { taskDefinitionName } from "../services/task-definition.js";
import { ailments } from "./ailments.js";
import type { AskedService } from "./asked-service.js";
import { type FailureReason, failureProblem } from "./failure-problem.js";
import { rolloutProblem } from "./rollout-problem.js";
import type { RolloutVerdict } from "./rollout-verdict.js";
import { deploymentsSince, servingRevision, type ServiceState } from "./service-state.js";

/** How far a release got with one service, whatever its health. */
type Arrival =
  | { readonly at: "asked" | "unchanged" }
  /** An earlier revision serves. */
  | { readonly at: "earlier"; readonly reason: FailureReason }
  | { readonly at: "neither"; readonly problem: Problem };

/**
 * What is true of a service that has settled. That ECS calls its primary deployment `COMPLETED`, and the service stable, says nothing of
 * the revision that was asked for: after a rollback both hold for the old one
 * (https://github.com/aws-actions/amazon-ecs-deploy-task-definition/issues/191). So the verdict is read off the revision that runs.
 */
export function judge(asked: AskedService, state: ServiceState | null): RolloutVerdict {
  const { name } = asked;
  if (state === null) return { service: name, verdict: "unhealthy", taskDefinition: null, problems: [missing(name)] };
  const [youngest] = state.deployments;
  const revision = servingRevision(state);
  const taskDefinition = revision?.taskDefinition ?? null;
  if (isMoving(state)) {
    return { service: name, verdict: "unsettled", taskDefinition, problems: [underWay(name, youngest)] };
  }
  if (revision === null) {
    return { service: name, verdict: "unhealthy", taskDefinition, problems: [unknownRevision(name, youngest)] };
  }
  const wrongs = ailments(revision, state);
  const arrival = arrivalOf(asked, state, revision);
  switch (arrival.at) {
    case "asked":
    case "unchanged": {
      const well = arrival.at === "asked" ? "serving" : "unchanged";
      return { service: name, verdict: wrongs.length === 0 ? well : "unhealthy", taskDefinition, problems: wrongs };
    }
    case "earlier": {
      const problems = [failureProblem(name, revision, arrival.reason), ...wrongs];
      return { service: name, verdict: wrongs.length === 0 ? "rolled-back" : "unhealthy", taskDefinition, problems };
    }
    case "neither":
      return { service: name, verdict: "unhealthy", taskDefinition, problems: [arrival.problem, ...wrongs] };
  }
}

/** A deployment that ECS has only just taken on is its primary one before it is listed among the service's deployments. */
function isMoving({ service, deployments: [youngest] }: ServiceState): boolean {
  const primary = service.deployments.find(({ status }) => status === "PRIMARY");
  return primary?.rolloutState === "IN_PROGRESS" || (youngest !== undefined && !isCompleted(youngest));
}

function arrivalOf(asked: AskedService, state: ServiceState, serving: ServiceRevision): Arrival {
  const since = deploymentsSince(asked.deploymentBefore, state.deployments);
  const [latest] = since;
  const isAsWritten = asked.taskDefinition === null || asked.taskDefinition === serving.taskDefinition;
  const digestProblem = wrongDigest(asked, serving);
  if (latest === undefined) {
    const isAsAsked = isAsWritten && digestProblem === null && serving.taskDefinition === asked.before;
    return isAsAsked ? { at: "unchanged" } : { at: "earlier", reason: { kind: "never-begun" } };
  }
  const failed = failureAmong(asked, state, serving);
  if (failed !== null) return { at: "earlier", reason: failed };
  if (latest.status !== "SUCCESSFUL" || latest.target.revision !== serving.arn || !isAsWritten) {
    return { at: "neither", problem: notWhatWasAsked(asked, serving) };
  }
  return digestProblem === null ? { at: "asked" } : { at: "neither", problem: digestProblem };
}

/**
 * The reason for which an earlier revision serves. Either ECS went back, or the release was taken back by a deployment of its own, as
 * CloudFormation does with all services when one of them failed: then the last deployment is as good as any, and leads to what was before.
 */
function failureAmong(asked: AskedService, state: ServiceState, serving: ServiceRevision): FailureReason | null {
  const since = deploymentsSince(asked.deploymentBefore, state.deployments);
  const [latest] = since;
  if (latest === undefined) return null;
  if (latest.status !== "SUCCESSFUL") {
    const wentBack = latest.target.revision !== serving.arn;
    return wentBack ? { kind: "rolled-back", deployment: latest } : null;
  }
  const isBefore = serving.taskDefinition === asked.before && serving.taskDefinition !== asked.taskDefinition;
  if (!isBefore || latest.target.revision !== serving.arn) return null;
  const other = since.slice(1).find((deployment) => isOther(deployment, asked, state));
  return other === undefined ? null : { kind: "taken-back", deployment: other };
}

/** Whether a deployment failed, or was to bring something else than there was. */
function isOther(deployment: ServiceDeployment, asked: AskedService, { revisions }: ServiceState): boolean {
  const target = revisions.find(({ arn }) => arn === deployment.target.revision);
  return deployment.status !== "SUCCESSFUL" || target?.taskDefinition !== asked.before;
}

/** A digest that nobody can tell is a wrong one: "serving" is never a guess. */
function wrongDigest(asked: AskedService, serving: ServiceRevision): Problem | null {
  for (const [container, digest] of Object.entries(asked.digests)) {
    const image = serving.images.find((candidate) => candidate.container === container);
    const runs = image === undefined ? null : (image.digest ?? digestIn(image.image));
    if (runs !== digest) {
      return rolloutProblem(asked.name, {
        code: "WrongDigest",
        message: `Container ${container} of service ${asked.name} runs ${runs ?? "an image whose digest ECS doesn't tell"}, and not ${digest}.`,
        fix: "Deploy again; if it stays so, see whether someone else deploys this service.",
      });
    }
  }
  return null;
}

const notWhatWasAsked = ({ name, taskDefinition }: AskedService, serving: ServiceRevision): Problem =>
  rolloutProblem(name, {
    code: "OtherRevisionServes",
    message:
      `Service ${name} runs ${taskDefinitionName(serving.taskDefinition)}` +
      (taskDefinition === null
        ? ", which is not what this release was to bring."
        : `, and not ${taskDefinitionName(taskDefinition)}.`),
    fix: "See whether someone else deployed it meanwhile, and deploy again.",
  });

const missing = (name: string): Problem =>
  rolloutProblem(name, {
    code: "ServiceMissing",
    message: `There is no service ${name} in the cluster.`,
    fix: "Deploy the environment; if that is what failed, see what CloudFormation says of its stack Ecs.",
  });

const underWay = (name: string, deployment: ServiceDeployment | undefined): Problem =>
  rolloutProblem(name, {
    code: "RolloutUnderWay",
    message: `The deployment of service ${name} is still under way (${[deployment?.status, deployment?.stage].filter((word) => word != null).join(", ")}).`,
    fix: "Look again with fairlead status, or take it back with fairlead rollback.",
  });

const unknownRevision = (name: string, deployment: ServiceDeployment | undefined): Problem =>
  rolloutProblem(name, {
    code: "RevisionUnknown",
    message:
      `It is not known which revision of service ${name} serves` +
      (deployment === undefined
        ? ": ECS lists no deployment of it."
        : `: its last deployment ended as ${deployment.status}${deployment.statusReason === null ? "." : ` (${deployment.statusReason}).`}`),
    fix: "Look at it with fairlead status and fairlead why, then deploy again or roll back.",
  });
