import { findDeclarationSite } from "../part/declaration-site.js";
import { makePart, type Part } from "../part/part.js";
import type { ContainerOptions } from "../service/container-options.js";

export interface JobOptions extends ContainerOptions {
  /** An EventBridge Scheduler expression, `"cron(0 3 * * ? *)"` or `"rate(1 hour)"`; default none: run on demand. */
  readonly schedule?: string | undefined;
  /** IANA time zone of a cron schedule; default `"UTC"`, which has no hour twice. */
  readonly timezone?: string | undefined;
  /** The run is failed and stopped after this long; default `"15m"`. */
  readonly timeout?: string | undefined;
}

/** A task that runs to its end. */
export type Job = Part<"job">;

/**
 * Declares a task that runs to its end: before a release (name it in a service's `release`), on a schedule, or on demand.
 *
 * @param name Unique among the app's jobs.
 */
export function job(name: string, options: JobOptions): Job {
  return makePart({ kind: "job", name, options, source: findDeclarationSite(job) });
}
