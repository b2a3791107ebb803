import { partyName, reachableEdges } from "@fairlead/check";
import { expectPresent } from "@fairlead/errors";
import { beforeAll, describe, expect, it } from "vitest";
import { describeFindings } from "../../testing/describe-findings.js";
import { type Plan, planOf as planOfDefinition } from "../../testing/plan-of.js";
import { resourcesOf } from "../../testing/resources.js";
import definition, { postmagiq } from "../fairlead.config.js";
import { ENVIRONMENTS, plans } from "./plans.js";

let planned: Awaited<ReturnType<typeof plans>> | null = null;

beforeAll(async () => {
  planned = await plans();
});

const planOf = (environment: (typeof ENVIRONMENTS)[number]): Plan => expectPresent(planned, "the plans")[environment];

/** Who can open a connection to whom, and at which port. */
const ways = (environment: (typeof ENVIRONMENTS)[number]): string[] =>
  reachableEdges(planOf(environment).assembly)
    .map(({ from, to, fromPort, toPort }) => {
      expect(toPort).toBe(fromPort);
      return `${from.kind === "list" ? "CloudFront" : partyName(from)} -> ${partyName(to)}:${fromPort}`;
    })
    .toSorted();

/** What code of the app may do, as `<part> <action> <part>`; of no other role. */
const permitted = (environment: (typeof ENVIRONMENTS)[number], part: string): string[] =>
  planOf(environment)
    .permissions.filter(({ use, role, target }) => use === "task" && role.address === part && target?.address != null)
    .map(({ action, target }) => `${action} ${String(target?.address)}`)
    .toSorted();

const READS_AND_WRITES = ["s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject"].flatMap((action) => [
  `${action} buckets.artifacts`,
  `${action} buckets.sessions`,
]);

/** In both environments. */
const WAYS = [
  "CloudFront -> ingress:443",
  "ingress -> services.api:8000",
  "jobs.migrate -> 0.0.0.0/0:443",
  "jobs.migrate -> databases.main:5432",
  "jobs.publish-due -> 0.0.0.0/0:443",
  "jobs.publish-due -> databases.main:5432",
  "services.api -> 0.0.0.0/0:443",
  "services.api -> 0.0.0.0/0:587",
  "services.api -> caches.cache:6379",
  "services.api -> databases.main:5432",
  "services.workers -> 0.0.0.0/0:443",
  "services.workers -> caches.cache:6379",
  "services.workers -> databases.main:5432",
];

describeFindings("Postmagiq", definition, import.meta.url);

describe("who reaches whom in Postmagiq", () => {
  it("is in dev what its variables name, with the job that makes pgvector", () => {
    const making = ["jobs.main-extensions -> 0.0.0.0/0:443", "jobs.main-extensions -> databases.main:5432"];
    expect(ways("dev")).toEqual([...WAYS, ...making].toSorted());
  });

  it("is in prod the same, with the GPU's service, its instance, RDS Proxy and the function that rotates passwords", () => {
    expect(ways("prod")).toEqual(
      [
        ...WAYS,
        "databases.main -> 0.0.0.0/0:443",
        // The proxy's, and that of the function.
        "databases.main -> databases.main:5432",
        "databases.main -> databases.main:5432",
        "network -> 0.0.0.0/0:443",
        "services.api -> services.watermark:8001",
        "services.watermark -> 0.0.0.0/0:443",
      ].toSorted(),
    );
  });
});

describe("Postmagiq without a GPU", () => {
  it("has nothing of it, no NAT gateway, and no error and no warning open", async () => {
    const { app, assembly, findings } = await planOfDefinition(postmagiq([]), "prod", import.meta.url);
    expect(app.services.map(({ name }) => name)).toEqual(["api", "workers"]);
    for (const type of ["AWS::EC2::NatGateway", "AWS::AutoScaling::AutoScalingGroup"])
      expect(resourcesOf(assembly, type)).toEqual([]);
    const open = findings.filter(({ severity, status }) => status.kind === "open" && severity !== "note");
    expect(open.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  });
});

describe.each(ENVIRONMENTS)("what the code of Postmagiq may do in %s", (environment) => {
  it("is for the API to send runs and to keep files", () => {
    expect(permitted(environment, "services.api")).toEqual(
      [...READS_AND_WRITES, "sqs:SendMessage queues.runs"].toSorted(),
    );
  });

  it("is for workers to receive runs and to keep files", () => {
    expect(permitted(environment, "services.workers")).toEqual(
      [...READS_AND_WRITES, "sqs:DeleteMessage queues.runs", "sqs:ReceiveMessage queues.runs"].toSorted(),
    );
  });

  it("is nothing for what publishes, migrates or takes watermarks out", () => {
    for (const part of ["jobs.publish-due", "jobs.migrate", "services.watermark"])
      expect(permitted(environment, part), part).toEqual([]);
  });
});
