import type { ResolvedEndpoint, ServiceProtocol } from "../endpoint/resolved-endpoint.js";
import type { ResolvedMetric } from "../metric/resolved-metric.js";
import type { ResolvedContainer } from "./resolved-container.js";
import type { ResolvedScaling } from "../scaling/resolved-scaling.js";
import type { ResolvedTraits } from "./resolved-traits.js";

/** A long-running set of tasks behind a load balancer or behind nothing. */
export interface ResolvedService extends ResolvedContainer {
  readonly name: string;
  /** The port that the container listens on; `null`: nobody connects to it. */
  readonly port: number | null;
  /** What it speaks there. */
  readonly protocol: ServiceProtocol;
  /** How other tasks of the app reach it; `null`: none names it. */
  readonly endpoint: ResolvedEndpoint | null;
  readonly capacity: ResolvedCapacity;
  /** Of each task; 0 on Fargate, which has none. */
  readonly gpus: number;
  readonly scaling: ResolvedScaling;
  /** How the load balancer asks; `null` when no route leads here. */
  readonly targetHealth: ResolvedTargetHealth | null;
  /** How ECS asks inside the container; `null`: the process being alive is the only sign. */
  readonly containerHealth: ResolvedContainerHealth | null;
  /** The one fact that the four durations below follow from. */
  readonly longestResponseSeconds: number;
  /** Between SIGTERM and SIGKILL; at most 120 on Fargate and on Spot. */
  readonly stopTimeoutSeconds: number;
  /** How long the load balancer lets running responses end; `null` without a route. At most 3600. */
  readonly deregistrationDelaySeconds: number | null;
  /** How long ECS ignores health after a start; 0 without a route. */
  readonly healthCheckGraceSeconds: number;
  readonly rollout: ResolvedRollout;
  /** Name of the job that must end well before a new revision starts; `null`: none. */
  readonly releaseJob: string | null;
  /** Whether the app may keep its own task from being taken away by scaling and by releases while it works. */
  readonly taskProtection: boolean;
  /** `aws ecs execute-command` into a running task. */
  readonly exec: boolean;
  /** An OpenTelemetry collector beside the app sends traces to X-Ray. */
  readonly tracing: boolean;
  /** Numbers of the app's own, published by it or read out of its log; sorted by name. */
  readonly metrics: readonly ResolvedMetric[];
  /** What the description says of the app's own behaviour. */
  readonly traits: ResolvedTraits;
}

export type ResolvedCapacity =
  | { readonly kind: "fargate" }
  /** `onDemandBase` tasks never run on Spot; above it `spotWeight` tasks on Spot for each `onDemandWeight` on demand. */
  | {
      readonly kind: "fargate-spot";
      readonly onDemandBase: number;
      readonly onDemandWeight: number;
      readonly spotWeight: number;
    }
  /** `pool`: name of a {@link ResolvedPool}; `spot`: whether its instances are taken away when others pay more. */
  | { readonly kind: "ec2"; readonly pool: string; readonly spot: boolean };

export interface ResolvedTargetHealth {
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

export interface ResolvedContainerHealth {
  /** As in a task definition: `["CMD", "node", "health.js"]`. */
  readonly command: readonly string[];
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly startPeriodSeconds: number;
}

interface RolloutLimits {
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** Alarms of this service roll the deployment back; the circuit breaker always does. */
  readonly rollbackOnAlarms: boolean;
}

/** What stands between the start of a new revision and its first traffic (ECS, life-cycle hooks). */
interface TrafficGates {
  /** Name of the job that asks the new revision; `null`: none. */
  readonly smokeJob: string | null;
  /** How long a person has time to agree; `null`: nobody is asked. */
  readonly approvalMinutes: number | null;
}

/** As ECS has them (`DeploymentStrategy`): native, without CodeDeploy. Bake: both revisions run, traffic is on the new one. */
export type ResolvedRollout = RolloutLimits &
  (
    | { readonly strategy: "rolling" }
    | (TrafficGates & { readonly strategy: "blue-green"; readonly bakeMinutes: number })
    | (TrafficGates & {
        readonly strategy: "linear";
        readonly stepPercent: number;
        readonly stepMinutes: number;
        readonly bakeMinutes: number;
      })
    | (TrafficGates & {
        readonly strategy: "canary";
        readonly canaryPercent: number;
        readonly canaryMinutes: number;
        readonly bakeMinutes: number;
      })
  );
