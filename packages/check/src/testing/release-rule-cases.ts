import type { ResolvedAlarm, ResolvedApp } from "@fairlead/model";
import { aResolvedApi, aResolvedApp } from "@fairlead/testkit";
import type { AppRuleCase } from "./app-rule-case.js";

const app = aResolvedApp();
const rolling = {
  strategy: "rolling",
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  rollbackOnAlarms: true,
} as const;

/** The API with every alarm changed. */
const watched = (change: Partial<ResolvedAlarm>, services = [aResolvedApi()]): ResolvedApp =>
  aResolvedApp({
    services,
    observability: {
      ...app.observability,
      alarms: app.observability.alarms.map((alarm) => ({ ...alarm, ...change })),
    },
  });

/** Of rules on how a release is watched. */
export const RELEASE_CASES: readonly AppRuleCase[] = [
  {
    code: "BakeShorterThanAlarm",
    compliant: [
      app,
      watched({ periodSeconds: 300, datapointsToAlarm: 1 }),
      watched({ periodSeconds: 900, rollsBack: false }),
      watched({ periodSeconds: 900 }, [aResolvedApi({ rollout: rolling })]),
    ],
    violating: [[watched({ periodSeconds: 900, datapointsToAlarm: 1 }), "warning"]],
  },
];
