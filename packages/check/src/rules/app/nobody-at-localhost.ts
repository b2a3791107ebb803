import type { AppRule } from "../rule.js";
import { taskContainers } from "../task-containers.js";
import { writtenHosts } from "../written-host.js";

const isLocalhost = (host: string): boolean => host === "localhost" || host === "[::1]" || host.startsWith("127.");

export const nobodyAtLocalhost: AppRule = {
  code: "NobodyAtLocalhost",
  severity: "warning",
  title: "A container looks for something in its own task that isn't there",
  why: "On ECS localhost is the task: its own containers are there, and what runs in another task is not.",
  fix: "Name the other service's host or url, or put what is looked for beside the container: a sidecar with its port.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html",
  check: (app) =>
    taskContainers(app).flatMap(({ address, title, variables, portsInTask, hasListeningNeighbour }) =>
      writtenHosts(variables)
        .filter(
          ({ host, port }) =>
            isLocalhost(host) && !(port === null ? hasListeningNeighbour : portsInTask.includes(port)),
        )
        .map(({ variable, port }) => ({
          address,
          message: `${title} looks for ${port === null ? "something" : `port ${port}`} at localhost (${variable}), where no other container of its task listens.`,
        })),
    ),
};
