import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const keepAliveTooShort: AppRule = {
  code: "KeepAliveTooShort",
  severity: "warning",
  title: "The app hangs up before the load balancer does",
  why: "The load balancer sends its next request on a connection that it believes to be open. Where the app has just closed it, the client gets a 502 that no log of the app knows of.",
  fix: "Let the app keep idle connections for longer than the load balancer, e.g. Node.js's `server.keepAliveTimeout`, uvicorn's `--timeout-keep-alive` or gunicorn's `--keep-alive`, and say so in `traits.keepAlive`.",
  link: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout",
  check: ({ services, ingress }) =>
    services.flatMap(({ name, traits, targetHealth }) => {
      const idleSeconds = ingress?.idleTimeoutSeconds ?? 0;
      if (targetHealth === null || traits.keepAliveSeconds === null || traits.keepAliveSeconds > idleSeconds) return [];
      return [
        {
          address: addressOf("service", name),
          message: `Service "${name}" closes idle connections after ${traits.keepAliveSeconds} s, and the load balancer keeps them for ${idleSeconds} s.`,
        },
      ];
    }),
};
