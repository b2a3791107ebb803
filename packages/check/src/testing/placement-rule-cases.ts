import type { ResolvedApp, ResolvedService } from "@fairlead/model";
import { aResolvedApi, aResolvedApp } from "@fairlead/testkit";
import type { AppRuleCase } from "./app-rule-case.js";

const app = aResolvedApp();
const minimal = { environment: { ...app.environment, tier: "minimal" } } as const;
const standard = { environment: { ...app.environment, tier: "standard" } } as const;
const api = (change: Partial<ResolvedService>): Pick<ResolvedApp, "services"> => ({ services: [aResolvedApi(change)] });
const spot = { kind: "fargate-spot", onDemandBase: 0, onDemandWeight: 1, spotWeight: 3 } as const;
const onSpot = { kind: "ec2", pool: "m7g-large-spot", spot: true } as const;
const aPool = {
  name: "m7g-large-spot",
  instanceTypes: ["m7g.large"],
  spot: true,
  minInstances: 0,
  maxInstances: 2,
  diskGib: 50,
  architecture: "arm64",
  room: { cpuUnits: 2048, memoryMib: 7618, gpus: 0, tasks: 2 },
} as const;
const call = { name: "API_URL", value: { kind: "service", service: "api", output: "url" } } as const;

/** Of rules on what tasks run on and have room for. */
export const PLACEMENT_CASES: readonly AppRuleCase[] = [
  {
    code: "LittleRoomForProxy",
    compliant: [aResolvedApp(api({ cpuUnits: 256 })), aResolvedApp(api({ cpuUnits: 512, environment: [call] }))],
    violating: [[aResolvedApp(api({ cpuUnits: 256, environment: [call] })), "note"]],
  },
  {
    code: "SpotOfOneType",
    compliant: [
      aResolvedApp({ ...api({ capacity: onSpot }), pools: [{ ...aPool, instanceTypes: ["m7g.large", "m6g.large"] }] }),
      aResolvedApp({ ...api({ capacity: { ...onSpot, spot: false } }), pools: [{ ...aPool, spot: false }] }),
    ],
    violating: [
      [aResolvedApp({ ...api({ capacity: onSpot }), pools: [aPool] }), "warning"],
      [aResolvedApp({ ...api({ capacity: onSpot }), pools: [aPool], ...minimal }), "note"],
    ],
  },
  {
    code: "SpotWithoutFloor",
    compliant: [
      app,
      aResolvedApp(api({ capacity: { ...spot, onDemandBase: 1 } })),
      aResolvedApp({ ...minimal, ...api({ capacity: spot }) }),
    ],
    violating: [
      [aResolvedApp({ ...standard, ...api({ capacity: spot }) }), "warning"],
      [aResolvedApp({ ...standard, ...api({ capacity: onSpot }) }), "warning"],
    ],
  },
  {
    code: "SpotCutsResponses",
    compliant: [
      app,
      aResolvedApp(api({ capacity: spot, longestResponseSeconds: 120 })),
      aResolvedApp(api({ capacity: { ...spot, spotWeight: 0 } })),
      aResolvedApp(api({ capacity: spot, targetHealth: null })),
    ],
    violating: [
      [aResolvedApp(api({ capacity: spot, longestResponseSeconds: 121 })), "warning"],
      [aResolvedApp({ ...minimal, ...api({ capacity: spot }) }), "note"],
      [aResolvedApp(api({ capacity: onSpot, longestResponseSeconds: 121 })), "warning"],
    ],
  },
];
