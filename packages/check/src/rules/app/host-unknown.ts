import { namedHosts } from "../named-hosts.js";
import type { AppRule } from "../rule.js";

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
      .map(({ address, name, host }) => ({
        address,
        message: `${name} of ${address} names the host "${host}", which no name server of the VPC knows.`,
      })),
};
