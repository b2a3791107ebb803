import { type Address, addressOf, type ResolvedApp } from "@fairlead/model";
import { namedHosts, type NamedHost } from "../named-hosts.js";
import type { AppRule } from "../rule.js";

/** The part that was probably meant: Docker Compose's name for it is often its own. */
function partNamed({ services, databases, caches, brokers }: ResolvedApp, name: string): Address | null {
  const parts = [
    ...brokers.map((part) => ({ name: part.name, address: addressOf("broker", part.name) })),
    ...caches.map((part) => ({ name: part.name, address: addressOf("cache", part.name) })),
    ...databases.map((part) => ({ name: part.name, address: addressOf("postgres", part.name) })),
    ...services.map((part) => ({ name: part.name, address: addressOf("service", part.name) })),
  ];
  return parts.find((part) => part.name === name)?.address ?? null;
}

function meaning(app: ResolvedApp, { host, task }: NamedHost): string {
  if (task.sidecars.some(({ name }) => name === host)) return `; the sidecar "${host}" is reached at localhost.`;
  const part = partNamed(app, host);
  return part === null ? "." : `; ${part} is reached by a reference to it, and not by its name.`;
}

export const hostUnknown: AppRule = {
  code: "HostUnknown",
  severity: "error",
  title: "A container is told to call a host that isn't there",
  why: "Docker Compose makes a host of each service's name, a VPC doesn't: the name is never found, and no security group is open either.",
  fix: 'Name the part itself, e.g. `cache.url`, `broker.host` or `service("…").url`, which opens the way too; within one task it is localhost.',
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/interconnecting-services.html",
  check: (app) =>
    namedHosts(app)
      .filter(({ host }) => !host.includes("."))
      .map((named) => ({
        address: named.address,
        message: `${named.name} of ${named.address} names the host "${named.host}", which no name server of the VPC knows${meaning(app, named)}`,
      })),
};
