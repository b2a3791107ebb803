import type { Job } from "../job/job.js";
import type { AppMetricOptions, LogMetricOptions } from "../metric/metric-options.js";
import type { ServiceAlarmsOptions } from "../observability/alarm-options.js";
import { findDeclarationSite } from "../part/declaration-site.js";
import { makePart, type Part } from "../part/part.js";
import type { ServiceProtocol } from "../endpoint/resolved-endpoint.js";
import type { PoolOptions } from "../pool/pool.js";
import type { ContainerOptions } from "./container-options.js";
import type { ServiceOutput } from "./resolved-container.js";
import type { MetricOptions, QueueDepthOptions, ScalingScheduleOptions } from "../scaling/scaling-options.js";
import type { TraitsOptions } from "./traits-options.js";

/** How many tasks run, and what makes them more or fewer. */
export interface TasksOptions {
  /** Default the tier's. */
  readonly min?: number | undefined;
  /** Default the tier's, but never below `min`. */
  readonly max?: number | undefined;
  /** Average CPU that scaling aims at; default 70 where there is room between `min` and `max`. */
  readonly cpuPercent?: number | undefined;
  /** Average memory that scaling aims at; default not scaled on it. */
  readonly memoryPercent?: number | undefined;
  /** Requests per task and minute that scaling aims at; needs a route. Default not scaled on it. */
  readonly requestsPerTask?: number | undefined;
  /** Scales on how much work waits, also from no task at all. Default not scaled on it. */
  readonly queueDepth?: QueueDepthOptions | undefined;
  /** Scales on a metric of your own. Default not scaled on one. */
  readonly metric?: MetricOptions | undefined;
  /** Other ranges at some hours, by name, e.g. `night` and `morning`. Default none. */
  readonly schedules?: Readonly<Record<string, ScalingScheduleOptions>> | undefined;
  /** Duration; default `"60s"`. */
  readonly scaleOutCooldown?: string | undefined;
  /** Duration; default `"5m"`. */
  readonly scaleInCooldown?: string | undefined;
}

/** How the load balancer asks whether a task may get requests. */
export interface HealthOptions {
  /** Default `/health`. */
  readonly path?: string | undefined;
  /** Duration, `"5s"` to `"300s"`; default `"15s"`. */
  readonly interval?: string | undefined;
  /** Duration, `"2s"` to `"120s"`, below the interval; default `"5s"`. */
  readonly timeout?: string | undefined;
  /** Good answers before a task gets requests, 2 to 10; default 2. */
  readonly healthyThreshold?: number | undefined;
  /** Bad answers before it gets none, 2 to 10; default 3. */
  readonly unhealthyThreshold?: number | undefined;
}

/** How ECS asks inside the container whether it is well. */
export interface ContainerHealthOptions {
  /** As in a task definition: `["CMD", "node", "health.js"]` or `["CMD-SHELL", "…"]`. */
  readonly command: readonly string[];
  /** Duration, `"5s"` to `"300s"`; default `"15s"`. */
  readonly interval?: string | undefined;
  /** Duration, `"2s"` to `"60s"`; default `"5s"`. */
  readonly timeout?: string | undefined;
  /** 1 to 10; default 3. */
  readonly retries?: number | undefined;
  /** Duration up to `"300s"` in which a failure doesn't count; default `"30s"`. */
  readonly startPeriod?: string | undefined;
}

/** What the tasks run on. */
export type CapacityOptions =
  | "fargate"
  | "fargate-spot"
  | {
      readonly spot: {
        /** Tasks that never run on Spot. */
        readonly onDemandBase: number;
        /** Above the base: tasks on demand for each `spotWeight` on Spot; default 0. */
        readonly onDemandWeight?: number | undefined;
        /** Default 1. */
        readonly spotWeight?: number | undefined;
      };
    }
  | { readonly ec2: PoolOptions };

/** What the new revision must pass while it runs and nobody's traffic has come to it; without it the release is rolled back. */
export interface TrafficGateOptions {
  /**
   * A job that asks the new revision. It gets `SMOKE_URL` (scheme and host at which the service answers), and a header to send with
   * each request by `SMOKE_HEADER_NAME` and `SMOKE_HEADER_VALUE`, by which the load balancer knows it: no other request gets to the new
   * revision. Its exit code decides.
   */
  readonly smoke?: Job | undefined;
  /**
   * Duration for which a person has time to agree (`fairlead approve`), `"5m"` to `"2h"`; after it the release is rolled back. Default
   * nobody is asked.
   */
  readonly approval?: string | undefined;
}

/** How a new revision takes over; the strategies are ECS's own. All but the first two shift a load balancer's traffic. */
export type RolloutOptions =
  | { readonly strategy: "rolling" }
  /** The old tasks end before the new ones start: for a short while nothing runs, and never do two revisions at a time. */
  | { readonly strategy: "stop-then-start" }
  | (TrafficGateOptions & {
      readonly strategy: "blue-green";
      /** Duration for which the old revision stays after the shift; default the longest response, at least `"10m"`. */
      readonly bake?: string | undefined;
    })
  | (TrafficGateOptions & {
      readonly strategy: "linear";
      /** Percent of the traffic that each step shifts, 3 to 100. */
      readonly percent: number;
      /** Duration of a step in whole minutes. */
      readonly every: string;
      /** As with blue-green. */
      readonly bake?: string | undefined;
    })
  | (TrafficGateOptions & {
      readonly strategy: "canary";
      /** Percent of the traffic that tries the new revision, 0.1 to 100. */
      readonly percent: number;
      /** Duration of the trial in whole minutes; default `"10m"`. */
      readonly for?: string | undefined;
      /** As with blue-green. */
      readonly bake?: string | undefined;
    });

export interface ServiceOptions extends ContainerOptions {
  /** The port that the container listens on; a route needs one, and so does whoever calls the service. */
  readonly port?: number | undefined;
  /**
   * What it speaks at its port to the services that call it; default `"http"`. `"tcp"` for all that is neither HTTP nor gRPC, and
   * for WebSockets between services.
   */
  readonly protocol?: ServiceProtocol | undefined;
  /** Default the tier's: Fargate Spot in `minimal`, Fargate elsewhere. */
  readonly capacity?: CapacityOptions | undefined;
  /** GPUs of each task, which the container of the service gets; default 0. Fargate has none, so it needs EC2. */
  readonly gpus?: number | undefined;
  /** A number is a fixed count. Default the tier's. */
  readonly tasks?: number | TasksOptions | undefined;
  /** The load balancer's health check; a text is its path. */
  readonly health?: string | HealthOptions | undefined;
  /** The container's own health check; a list is its command. Default none. */
  readonly containerHealth?: readonly string[] | ContainerHealthOptions | undefined;
  /**
   * How long the longest answer (or piece of work) takes, e.g. `"10m"`. The load balancer's idle timeout, the drain, the stop
   * timeout and the bake time follow from it. Default `"60s"` behind a route, `"30s"` otherwise.
   */
  readonly longestResponse?: string | undefined;
  /** Between SIGTERM and SIGKILL, at most `"120s"` on Fargate and on Spot; default follows from `longestResponse`. */
  readonly stopTimeout?: string | undefined;
  /** How a new revision takes over; default the tier's, or `stop-then-start` for the writer of a volume with one. */
  readonly rollout?: RolloutOptions | undefined;
  /** A job that must end well before a new revision starts, e.g. a migration. */
  readonly release?: Job | undefined;
  /**
   * Whether the app may keep its own task from being taken away by scaling and by releases while it works, for 48 hours at most: it
   * says so to `$ECS_AGENT_URI/task-protection/v1/state`. A release waits for it; Spot does not. Default false.
   */
  readonly taskProtection?: boolean | undefined;
  /** `aws ecs execute-command` into a running task; default the tier's. */
  readonly exec?: boolean | undefined;
  /** An OpenTelemetry collector beside the app sends traces to X-Ray; default the tier's. */
  readonly tracing?: boolean | undefined;
  /** Metrics that the app itself publishes, by names of your own. */
  readonly metrics?: Readonly<Record<string, AppMetricOptions>> | undefined;
  /** Numbers read out of the service's log lines, by name. */
  readonly logMetrics?: Readonly<Record<string, LogMetricOptions>> | undefined;
  /** Bounds of the alarms that every service has; `null` switches one off. */
  readonly alarms?: ServiceAlarmsOptions | undefined;
  /** What only you know of the app's own behaviour; default nothing is assumed. */
  readonly traits?: TraitsOptions | undefined;
}

/** One fact about a service, as the value of a variable. */
export interface ServiceReference {
  readonly kind: "service-output";
  readonly service: Part<"service">;
  readonly output: ServiceOutput;
}

/** A set of tasks that run until they are replaced, and what variables of other services and jobs may take from it. */
export interface Service extends Part<"service"> {
  /** `http://<host>:<port>`, or `tcp://…` with that protocol. It stays inside of the environment's network. */
  readonly url: ServiceReference;
  readonly host: ServiceReference;
  readonly port: ServiceReference;
}

/**
 * Declares a long-running set of tasks. It is reachable from outside when an ingress route leads to it, and not otherwise; other
 * services and jobs reach it when they name its `url`, `host` or `port`.
 *
 * @param name Unique among the app's services.
 */
export function service(name: string, options: ServiceOptions): Service {
  const part = makePart({ kind: "service", name, options, source: findDeclarationSite(service) });
  const reference = (output: ServiceOutput): ServiceReference =>
    Object.freeze({ kind: "service-output", service: part, output });
  return Object.freeze({ ...part, url: reference("url"), host: reference("host"), port: reference("port") });
}
