import { ingress, postgres, valkey } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import type { Mistake } from "../mistake.js";
import { PRODUCTION, proxy, proxyInProduction } from "./proxy-parts.js";

/** What the plan calls highly available, and isn't. */
export const AVAILABILITY: readonly Mistake[] = [
  {
    id: "one-task",
    mistake:
      'High availability is a reason for the plan, and "2+ tasks across zones" a criterion of it; by default it runs one task of the proxy. Its end is the end of every stream.',
    outcome: {
      kind: "found",
      in: () => proxyInProduction({ tasks: 1 }),
      finding: "SingleTask",
      on: "services.proxy",
    },
  },
  {
    id: "one-nat",
    mistake: "One NAT gateway for all zones: when its zone is away, no task in any zone reaches a model provider.",
    outcome: {
      kind: "found",
      in: () =>
        describeRoots(
          { ingress: ingress({ routes: { "/v1/*": proxy() } }) },
          { environment: { ...PRODUCTION.environment, network: { nat: "gateway" } } },
        ),
      finding: "SingleNat",
      on: "network",
    },
  },
  {
    id: "cache-without-replica",
    mistake: "One Redis node holds the event bus as well: when it fails, the events that wait in it are gone.",
    outcome: {
      kind: "found",
      in: () => proxyInProduction({ env: { REDIS_URL: valkey("cache", { replicas: 0 }).url } }),
      finding: "SingleNodeCache",
      on: "caches.cache",
    },
  },
  {
    id: "failover-without-reader",
    mistake:
      "Serverless v2 without a reader is to fail over by itself and to scale reads: it is made anew in another zone, which takes minutes, and grows in height alone.",
    outcome: {
      kind: "found",
      in: () =>
        proxyInProduction({ env: { DATABASE_URL: postgres("main", { engine: "aurora-serverless", readers: 0 }).url } }),
      finding: "SingleZoneDatabase",
      on: "databases.main",
    },
  },
];
