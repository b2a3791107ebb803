import { namedHosts, type NamedHost } from "../named-hosts.js";
import type { AppRule } from "../rule.js";

/** Names of namespaces, origins and pages look like addresses too, and nobody opens a connection to them. */
const isOnlyCompared = ({ scheme, port, name }: NamedHost): boolean =>
  (scheme === "http" && port === 80) ||
  (scheme === "https" && port === 443) ||
  /CORS|ORIGIN|CALLBACK|REDIRECT/u.test(name);

export const internetPortClosed: AppRule = {
  code: "InternetPortClosed",
  severity: "warning",
  title: "A container is told to call a port that it can't reach",
  why: "The tasks' security group lets out what `internet` lists, and 443 unless told otherwise. To any other port a connection hangs until it times out.",
  fix: "List the port, e.g. `internet: [443, 587]`, or call the host by HTTPS.",
  link: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  check: (app) =>
    namedHosts(app)
      .filter((named) => named.host.includes(".") && !isOnlyCompared(named))
      .flatMap(({ address, task, name, host, port }) =>
        port === null || task.internetPorts.includes(port)
          ? []
          : [
              {
                address,
                message: `${name} of ${address} leads to ${host} on port ${port}; its tasks may open ${task.internetPorts.join(", ") || "no port"} to the internet.`,
              },
            ],
      ),
};
