import { image, ingress, service } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import type { PlanMistakes } from "../mistake.js";
import { portOfTheContainer } from "../shown.js";

const api = { image: image("api"), port: 3040, health: "/api/health" } as const;

/** What the plan of Macro AI got wrong. */
export const MACRO_AI: PlanMistakes = {
  plan: "macro-ai",
  mistakes: [
    {
      id: "port-mismatch",
      mistake: "The container listens on 3040, the security group lets 3030 in: no target ever becomes healthy.",
      outcome: {
        kind: "unwritable",
        because:
          "A service states its port once; target group, port mapping and both security-group rules follow from it.",
        app: () => describeRoots({ ingress: ingress({ routes: { "/*": service("api", api) } }) }),
        holds: portOfTheContainer(3040),
      },
    },
    {
      id: "one-zone",
      mistake: "Development has one availability zone; a load balancer and a database's subnet group need two.",
      outcome: {
        kind: "refused",
        app: () => describeRoots({ services: [service("api", api)] }, { environment: { zones: ["us-east-1a"] } }),
        problem: "OutOfRange",
      },
    },
  ],
};
