import { INGRESS_ADDRESS } from "../address.js";
import type { ResolvedIngress } from "../ingress/resolved-ingress.js";
import { alarm } from "./alarm.js";
import type { ResolvedAlarm } from "./resolved-observability.js";

/** A client that goes away in the middle is one, and so is a task that ends with an answer half sent. */
const TOLERATED_A_MINUTE = 10;

/** Alarms of the load balancer that is made here; one that is shared or adopted is watched by its owner. */
export function loadBalancerAlarms(ingress: ResolvedIngress | null): ResolvedAlarm[] {
  if (ingress?.loadBalancer.kind !== "create") return [];
  return [
    alarm(
      {
        // No part's alarm ends so, whatever the part is called.
        name: "elb-5xx-count",
        subject: INGRESS_ADDRESS,
        metric: { kind: "load-balancer-5xx" },
        level: "critical",
        reason:
          "The load balancer answers in the app's place: no task is healthy (503), none took the connection or one broke it (502), or none answered in time (504). No target counts these.",
      },
      { threshold: TOLERATED_A_MINUTE, minutes: 3, outOf: 5 },
    ),
  ];
}
