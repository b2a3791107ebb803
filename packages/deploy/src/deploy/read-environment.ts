import { type AssembledStack, stackName } from "@fairlead/constructs";
import type { DeployPorts } from "../deploy-ports.js";
import { isInProgress, isSettled } from "../stacks/stack-status.js";
import type { StackPlace } from "../stacks/stacks.js";
import type { DeployTarget } from "../target/deploy-target.js";
import type { StackAsDeployed, StackAsWanted, StackEnvironment } from "./stack-environment.js";

/** Stacks that an environment may have had: which of them are left over can be told by their names alone. */
const ROLES = [
  "Vpc",
  "Secrets",
  "Registry",
  "Alerts",
  "BackupCopy",
  "Data",
  "Users",
  "Alb",
  "Jobs",
  "Ecs",
  "Edge",
  "Cdn",
  "Observability",
] as const;

/** Stacks that hold nothing: their first deployment was taken back, or has never begun. */
const EMPTY: readonly string[] = ["ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS", "DELETE_COMPLETE"];

const POLL_MS = 5_000;

/** Values by template parameter; `null`: not known before images are pushed. One that isn't named stays as it is. */
export type ParameterValues = Readonly<Record<string, string | null>>;

interface Place {
  readonly place: StackPlace;
  readonly role: string;
}

/** CloudFront takes certificates and firewalls from this region alone. */
const CDN_REGION = "us-east-1";

/** Every stack of an environment that there is or may be, in the order of deployment. */
export function placesOf({ app, assembly }: Pick<DeployTarget, "app" | "assembly">): readonly Place[] {
  const wanted = assembly.stacks.map(({ name, role, region = null }) => ({ place: { name, region }, role }));
  const copies = assembly.stacks.find(({ role }) => role === "BackupCopy")?.region ?? null;
  const left = ROLES.filter((role) => wanted.every((stack) => stack.role !== role));
  const regionOf = (role: string): string | null =>
    role === "Cdn" ? CDN_REGION : role === "BackupCopy" ? copies : app.environment.region;
  return [...wanted, ...left.map((role) => ({ place: { name: stackName(app, role), region: regionOf(role) }, role }))];
}

/** When stacks are waited for no longer that are still at work. */
export interface WaitingEnd {
  /** By the ports' clock. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

async function readStack(
  { place, role }: Place,
  { stacks, clock }: Pick<DeployPorts, "stacks" | "clock">,
  { deadlineMs, signal }: WaitingEnd,
): Promise<StackAsDeployed | null> {
  for (;;) {
    const stack = await stacks.describe(place);
    if (stack === null || EMPTY.includes(stack.status)) return null;
    // What an earlier run has begun is let end first: only then is it known what there is.
    if (!isInProgress(stack.status) || signal.aborted || clock.nowMs() >= deadlineMs) {
      const template = await stacks.template(place);
      return template === null ? null : { place, role, stack, template };
    }
    await clock.sleep(POLL_MS, signal);
  }
}

function changedParameters(
  { template }: AssembledStack,
  deployed: StackAsDeployed | undefined,
  values: ParameterValues,
): readonly string[] {
  return Object.keys(template.Parameters ?? {}).filter((name) => {
    const value = values[name];
    return value !== undefined && value !== deployed?.stack.parameters[name];
  });
}

/** Reads what is there, and puts beside it what is wanted. Waits for stacks that are still at work. */
export async function readEnvironment(
  target: Pick<DeployTarget, "app" | "assembly">,
  values: ParameterValues,
  ports: Pick<DeployPorts, "stacks" | "clock">,
  until: WaitingEnd,
): Promise<StackEnvironment> {
  const found = await Promise.all(placesOf(target).map((place) => readStack(place, ports, until)));
  const deployed = new Map(found.filter((stack) => stack !== null).map((stack) => [stack.place.name, stack]));
  const wanted = target.assembly.stacks.map((stack): StackAsWanted => {
    const { name, role, region = null, template, dependsOn } = stack;
    return {
      place: { name, region },
      role,
      template,
      dependsOn,
      changedParameters: changedParameters(stack, deployed.get(name), values),
    };
  });
  return { deployed, wanted };
}

/** Stacks from which no update begins, or which stopped where they failed. */
export const unsettledStacks = ({ deployed }: StackEnvironment): readonly StackAsDeployed[] =>
  [...deployed.values()].filter(({ stack }) => !isSettled(stack.status));
