import type { ResolvedApp, ResolvedService } from "@fairlead/model";
import { aResolvedApi, aResolvedApp } from "@fairlead/testkit";
import type { AppRuleCase } from "./app-rule-case.js";

const app = aResolvedApp();
const minimal = { environment: { ...app.environment, tier: "minimal" } } as const;
const standard = { environment: { ...app.environment, tier: "standard" } } as const;
const spot = { kind: "fargate-spot", onDemandBase: 0, onDemandWeight: 1, spotWeight: 3 } as const;
const files = {
  name: "files",
  writers: "one",
  owner: { uid: 1000, gid: 1000 },
  throughput: { kind: "elastic" },
  infrequentAccessAfterDays: null,
  port: 2049,
  deletionProtection: true,
} as const satisfies ResolvedApp["volumes"][number];
const backup = { scheduleExpression: "cron(0 5 ? * * *)", keepDays: 35, copy: null, of: ["volumes.files"] };
const writing = (capacity: ResolvedService["capacity"], access: "read" | "write" = "write") => ({
  volumes: [files],
  services: [aResolvedApi({ capacity, volumeMounts: [{ path: "/data", volume: "files", access }] })],
});
const work = {
  name: "work",
  fifo: false,
  visibilityTimeoutSeconds: 300,
  maxReceives: 3,
  retentionSeconds: 345_600,
  deadLetterRetentionSeconds: 1_209_600,
  alarmAfterSeconds: 900,
} as const satisfies ResolvedApp["queues"][number];
const mayUse = (access: "send-messages" | "receive-messages") =>
  ({ kind: "permission", from: "services.proxy", to: "queues.work", access, because: "QUEUE_URL" }) as const;

/** Of the rules on buckets, queues and volumes. */
export const STORAGE_CASES: readonly AppRuleCase[] = [
  {
    code: "QueueWithoutReceiver",
    compliant: [app, aResolvedApp({ queues: [work], connections: [mayUse("receive-messages")] })],
    violating: [[aResolvedApp({ queues: [work], connections: [mayUse("send-messages")] }), "warning"]],
  },
  {
    code: "VolumeNotBackedUp",
    compliant: [app, aResolvedApp({ volumes: [files], backup }), aResolvedApp({ ...minimal, volumes: [files] })],
    violating: [
      [aResolvedApp({ volumes: [files] }), "warning"],
      [aResolvedApp({ ...standard, volumes: [files], backup: { ...backup, of: ["databases.main"] } }), "warning"],
    ],
  },
  {
    code: "WriterOnSpot",
    compliant: [
      app,
      aResolvedApp(writing({ kind: "fargate" })),
      aResolvedApp(writing(spot, "read")),
      aResolvedApp(writing({ ...spot, onDemandBase: 1 })),
      aResolvedApp({ ...writing(spot), volumes: [{ ...files, writers: "many" }] }),
    ],
    violating: [
      [aResolvedApp(writing(spot)), "warning"],
      [aResolvedApp({ ...minimal, ...writing(spot) }), "note"],
      [aResolvedApp(writing({ kind: "ec2", pool: "large", spot: true })), "warning"],
    ],
  },
];
