import type { ReleasedService } from "../ledger/release-record.js";
import { routesOf, type ServiceState, servingRevision } from "../rollout/service-state.js";
import type { ScalableTarget, ScalingRange } from "../scaling/scaling.js";
import type { TargetGroupSettings } from "../targets/targets.js";

/** How a service is now, beside its rollout. */
export interface ServiceSettings {
  /** By ARN of the target group. */
  readonly targetGroups: Readonly<Record<string, TargetGroupSettings>>;
  readonly scaling: ScalableTarget | null;
}

/** All that makes a service what it was in a release, as one unit. Empty where it is so already. */
export interface Restoration {
  readonly service: string;
  /** Before the earlier version's tasks start: they are asked for their health as they were then, or never become healthy. */
  readonly settingsFirst: readonly GroupSettings[];
  readonly scaling: ScalingRange | null;
  /** `null`: as it is, or as autoscaling has it. */
  readonly desired: number | null;
  /** ARN; `null`: it serves already. */
  readonly taskDefinition: string | null;
  /** Once nobody is served from there any more: in use, a group is asked as its tasks expect it. */
  readonly settingsLast: readonly GroupSettings[];
}

interface GroupSettings {
  readonly targetGroup: string;
  readonly settings: TargetGroupSettings;
}

/**
 * What is to be done to bring a service back. Task definition, target-group health settings and scaling go together: an earlier version
 * under the later one's health check is rolled forward again by ECS (https://github.com/aws/copilot-cli/issues/4838).
 *
 * @param taskDefinition ARN of the release's task definition, or of the copy of it that can be deployed.
 */
export function planRestoration(
  released: ReleasedService,
  taskDefinition: string,
  { state, settings }: { readonly state: ServiceState; readonly settings: ServiceSettings },
): Restoration {
  const changes = released.targetGroups.flatMap(({ arn, settings: earlier }) => {
    const now = settings.targetGroups[arn];
    const change = now === undefined ? null : settingsChange(now, earlier);
    return change === null ? [] : [{ targetGroup: arn, settings: change }];
  });
  const serving = servingRevision(state);
  const isServing = serving?.taskDefinition === taskDefinition;
  const inUse = serving === null || isServing ? [] : groupsKeptForNow(state);
  return {
    service: released.name,
    settingsFirst: changes.filter(({ targetGroup }) => !inUse.includes(targetGroup)),
    scaling: scalingChange(settings.scaling, released.scaling),
    desired:
      released.scaling === null && released.desiredCount !== state.service.desired ? released.desiredCount : null,
    taskDefinition: isServing ? null : taskDefinition,
    settingsLast: changes.filter(({ targetGroup }) => inUse.includes(targetGroup)),
  };
}

export const isNothing = ({ settingsFirst, scaling, desired, taskDefinition, settingsLast }: Restoration): boolean =>
  settingsFirst.length + settingsLast.length === 0 && scaling === null && desired === null && taskDefinition === null;

/** Of a pair, the group that serves; where tasks are exchanged in place there is no other to go to, so it can't be kept. */
function groupsKeptForNow(state: ServiceState): readonly string[] {
  const serving = servingRevision(state);
  if (serving === null) return [];
  const isPair = (arn: string): boolean =>
    state.service.routes.some(
      ({ targetGroup, alternateTargetGroup }) =>
        alternateTargetGroup !== null && (targetGroup === arn || alternateTargetGroup === arn),
    );
  return routesOf(serving, state)
    .map(({ targetGroup }) => targetGroup)
    .filter(isPair);
}

/** `null`: they are the same. Attributes that are as they were are left out. */
function settingsChange(now: TargetGroupSettings, earlier: TargetGroupSettings): TargetGroupSettings | null {
  const attributes = Object.fromEntries(
    Object.entries(earlier.attributes).filter(([key, value]) => now.attributes[key] !== value),
  );
  const isSameHealth = JSON.stringify(sorted(now.health)) === JSON.stringify(sorted(earlier.health));
  return isSameHealth && Object.keys(attributes).length === 0 ? null : { health: earlier.health, attributes };
}

const sorted = (value: object): readonly (readonly [string, unknown])[] =>
  Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));

/** Only the range is a release's: what scales, and by which policies, is CloudFormation's to make and to take away. */
const scalingChange = (now: ScalableTarget | null, earlier: ScalingRange | null): ScalingRange | null =>
  now === null || earlier === null || (now.minTasks === earlier.minTasks && now.maxTasks === earlier.maxTasks)
    ? null
    : { minTasks: earlier.minTasks, maxTasks: earlier.maxTasks };
