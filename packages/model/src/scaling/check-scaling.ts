import type { Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import type { DescribedApp } from "../app/described-app.js";
import type { ResolvedApp } from "../app/resolved-app.js";
import { minAboveMax } from "../problem/min-above-max.js";
import { suggestName } from "../problem/nearest-name.js";
import type { ResolvedService } from "../service/resolved-service.js";
import { measuringProblems } from "./check-measuring.js";
import type { ResolvedScalingSchedule, ResolvedWorkSource } from "./resolved-scaling.js";
import { type MetricOptions, SCALING_STATISTICS } from "./scaling-options.js";
import { workText } from "./work-text.js";

/** What a service is scaled on has to be there, and has to be able to wake it. */
export const checkScaling: Check = (app, description) =>
  app.services.flatMap((service) => [
    ...metricProblems(service, description),
    // What could not be read might be what wakes it.
    ...(isBroken(service, description) ? [] : wakingProblems(service, description)),
    ...sourceProblems(service, app),
    ...service.scaling.schedules.flatMap((schedule) => scheduleProblems(service, schedule)),
  ]);

const isBroken = ({ name }: ResolvedService, { services }: DescribedApp): boolean =>
  services.some((service) => service.name === name && service.broken.has("tasks"));

const pathOf = ({ name }: ResolvedService): string => `${addressOf("service", name)}.tasks`;

/**
 * CPU, memory and requests are measured on tasks: where there are none, there is nothing that would ask for the first
 * (https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html, 2026-11).
 */
function wakingProblems(service: ResolvedService, description: DescribedApp): Problem[] {
  const { minTasks, maxTasks, queueDepth } = service.scaling;
  if (minTasks > 0 || maxTasks === 0 || queueDepth !== null || statedMetric(service, description) !== null) return [];
  return [
    {
      path: `${pathOf(service)}.min`,
      code: "NothingWakes",
      message: `${addressOf("service", service.name)} may go down to no task, and nothing that it is scaled on is measured then.`,
      fix: "Scale it on a queue (tasks.queueDepth), which is measured without tasks, or keep one: min: 1.",
    },
  ];
}

/** The metric that a service is said to be scaled on. */
function statedMetric({ name }: ResolvedService, { services }: DescribedApp): MetricOptions | null {
  const tasks = services.find((service) => service.name === name)?.options.tasks;
  return typeof tasks === "object" ? (tasks.metric ?? null) : null;
}

/** A metric that is named is one of the service's, and one that scaling can read. */
function metricProblems(service: ResolvedService, description: DescribedApp): Problem[] {
  const stated = statedMetric(service, description);
  if (stated === null || !("of" in stated) || service.scaling.metric !== null) return [];
  const place = { path: `${pathOf(service)}.metric.of`, code: "MetricNotScalable" };
  const found = service.metrics.find(({ name }) => name === stated.of);
  if (found === undefined) return [{ ...unknownMetric(service, stated.of), path: place.path }];
  if (found.source.kind === "log") {
    return [
      {
        ...place,
        message: `"${found.name}" is read out of the log, and scaling reads published metrics only.`,
        fix: "Publish the number from the app, declare it in metrics, and name that.",
      },
    ];
  }
  return [
    {
      ...place,
      message: `Scaling takes ${SCALING_STATISTICS.join(", ")}, and no ${found.statistic}, which is the statistic of "${found.name}".`,
      fix: 'Give the metric the statistic "Average" or "Maximum".',
    },
  ];
}

function unknownMetric({ name: service, metrics }: ResolvedService, wanted: string): Omit<Problem, "path"> {
  const published = metrics.filter(({ source }) => source.kind === "published").map(({ name }) => name);
  return {
    code: "UnknownMetric",
    message: `${addressOf("service", service)} publishes no metric "${wanted}".`,
    fix:
      published.length === 0
        ? `Declare it: metrics: { "${wanted}": { namespace: …, name: … } }.`
        : suggestName(wanted, published),
  };
}

/** Tasks that can't reach what they are scaled on would be started in vain. */
function sourceProblems(service: ResolvedService, app: ResolvedApp): Problem[] {
  const source = service.scaling.queueDepth?.source;
  if (source === undefined) return [];
  if (!names(service, source)) return [worksOffNothing(service, source)];
  return measuringProblems(source, { service, app, path: `${pathOf(service)}.queueDepth.of` });
}

const worksOffNothing = (service: ResolvedService, source: ResolvedWorkSource): Problem => ({
  path: `${pathOf(service)}.queueDepth.of`,
  code: "WorksOffNothing",
  message: `${addressOf("service", service.name)} is scaled on ${workText(source)}, but no variable of it lets it take work from there.`,
  fix: "Name it in env, e.g. the queue's urlForReceiving, the broker's url or the cache's url.",
});

function names({ environment, sidecars }: ResolvedService, source: ResolvedWorkSource): boolean {
  const values = [environment, ...sidecars.map((sidecar) => sidecar.environment)].flat().map(({ value }) => value);
  switch (source.kind) {
    case "queue":
      return values.some(
        (value) => value.kind === "queue" && value.queue === source.queue && value.access === "receive",
      );
    case "broker":
      return values.some((value) => value.kind === "broker" && value.broker === source.broker);
    case "stream":
      return values.some((value) => value.kind === "cache" && value.cache === source.cache);
  }
}

const scheduleProblems = (service: ResolvedService, { name, minTasks, maxTasks }: ResolvedScalingSchedule): Problem[] =>
  minAboveMax({
    path: `${pathOf(service)}.schedules.${name}`,
    minKey: "min",
    maxKey: "max",
    min: minTasks,
    max: maxTasks,
  });
