import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** Whoever streams says so by a longer one than this, which is the load balancer's own idle timeout by default. */
const STREAMING_SECONDS = 60;

export const cpuAloneScales: AppRule = {
  code: "CpuAloneScales",
  severity: "note",
  title: "A streaming service scales on CPU or memory alone",
  why: "A task that waits for a model uses hardly any CPU: it runs out of connections long before the policy sees load.",
  fix: 'Scale on the number of requests as well ("tasks.requestsPerTask"), or on a number of the app\'s own ("tasks.metric").',
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html",
  check: ({ services }) =>
    services
      .filter(
        ({ targetHealth, longestResponseSeconds, scaling }) =>
          targetHealth !== null &&
          longestResponseSeconds > STREAMING_SECONDS &&
          scaling.maxTasks > scaling.minTasks &&
          scaling.requestsPerTask === null &&
          scaling.queueDepth === null &&
          scaling.metric === null,
      )
      .map(({ name, longestResponseSeconds }) => ({
        address: addressOf("service", name),
        message: `Service "${name}" answers for up to ${longestResponseSeconds} s and is scaled on neither the number of requests nor a metric of its own.`,
      })),
};
