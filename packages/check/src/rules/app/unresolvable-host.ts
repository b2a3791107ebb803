import { addressOf, type ResolvedApp } from "@fairlead/model";
import type { AppRule } from "../rule.js";
import { taskContainers } from "../task-containers.js";
import { writtenHosts } from "../written-host.js";

/** A part of that name, and the reference that leads to it. */
function meant(host: string, { services, brokers, databases, caches }: ResolvedApp): string | null {
  const parts = [
    ...brokers.map(({ name }) => ({ name, address: addressOf("broker", name) })),
    ...services.map(({ name }) => ({ name, address: addressOf("service", name) })),
    ...databases.map(({ name }) => ({ name, address: addressOf("postgres", name) })),
    ...caches.map(({ name }) => ({ name, address: addressOf("cache", name) })),
  ];
  return parts.find(({ name }) => name === host)?.address ?? null;
}

export const unresolvableHost: AppRule = {
  code: "UnresolvableHost",
  severity: "error",
  title: "A host is named as Docker Compose names it",
  why: "In a VPC a name without a dot resolves to nothing, and nothing but a reference opens the way: the app can't connect, and ends.",
  fix: "Name the part itself, e.g. broker.host, database.url or api.host; of a sidecar say localhost.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html",
  check: (app) =>
    taskContainers(app).flatMap(({ address, title, variables }) =>
      writtenHosts(variables)
        .filter(({ host }) => !host.includes(".") && !host.includes(":") && host !== "localhost")
        .map(({ variable, host }) => {
          const part = meant(host, app);
          const instead = part === null ? "" : ` ${part} is reached by a reference only.`;
          return {
            address,
            message: `${title} looks for the host "${host}" (${variable}), which no name server knows.${instead}`,
          };
        }),
    ),
};
