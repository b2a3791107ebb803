import type { Mistake } from "../mistake.js";
import { backendAlone, frontendAlone } from "./parts.js";

const twoZones = () => backendAlone({}, { environment: { network: { nat: "gateway-per-zone" } } });

/** What the plan got wrong on what it costs. */
export const COST_MISTAKES: readonly Mistake[] = [
  {
    id: "costs-of-the-frontend",
    mistake:
      "2 to 10 tasks of the frontend are put down at 25 to 250 USD: two cost 18, and ten cost five times as much.",
    outcome: {
      kind: "priced",
      app: () => frontendAlone({ cpu: 256, memory: 512, architecture: "x86_64", tasks: 2 }),
      service: "Fargate",
      usd: 18,
    },
  },
  {
    id: "costs-of-nat",
    mistake: "Two NAT gateways are put down at 90 USD; they cost 66, and what goes through them.",
    outcome: { kind: "priced", app: twoZones, service: "NAT Gateway", usd: 66 },
  },
  {
    id: "addresses-left-out",
    mistake: "Every public IPv4 address is billed, and four of them are in no line.",
    outcome: { kind: "priced", app: twoZones, service: "VPC", usd: 15 },
  },
];
