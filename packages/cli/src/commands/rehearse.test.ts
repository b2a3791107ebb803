import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RehearsalReport } from "@fairlead/rehearse";
import { faultMatrix } from "@fairlead/simulator";
import { aResolvedApp, temporaryFolder } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import type { Rehearse } from "../ports.js";
import { aProject, runFairlead } from "../testing/run-fairlead.js";

const FAULTS = faultMatrix(aResolvedApp());
const ROLLOUTS = FAULTS.flatMap(({ result }) => (result.kind === "simulated" ? [result.simulated] : [])).slice(0, 1);

const aReport = (change: Partial<RehearsalReport> = {}): RehearsalReport => ({
  schemaVersion: 1,
  app: "llm-proxy",
  environment: "prod",
  region: "us-east-1",
  startedAt: "2026-11-21T10:00:00.000Z",
  emulator: "moto 5.2.5",
  passed: true,
  seconds: 63,
  steps: [
    {
      name: "deploy",
      title: "The environment is made from nothing.",
      result: "passed",
      says: "It ended as it should: done.",
      problems: [],
      seconds: 12,
      simulatedSeconds: 900,
      rollouts: ROLLOUTS,
    },
  ],
  resources: [
    {
      stack: "llm-proxy-prod-Vpc",
      logicalId: "Vpc",
      type: "AWS::EC2::VPC",
      address: null,
      proof: "proved",
      because: "moto's CloudFormation makes it.",
    },
  ],
  left: [],
  faults: FAULTS,
  assumptions: ["A release job takes a <minute>."],
  ...change,
});

const rehearsing =
  (report: RehearsalReport): Rehearse =>
  (_target, { onStep }, tell) => {
    for (const step of report.steps) {
      onStep({ title: step.title });
      tell({ type: "step", step: "stacks", state: "begun", says: "" });
      onStep(step);
    }
    return Promise.resolve(report);
  };

const FAILED = aReport({
  passed: false,
  steps: [
    {
      name: "rollback",
      title: "The release is undone.",
      result: "failed",
      says: "It ended otherwise: unhealthy.",
      problems: [{ path: "services.proxy", code: "TooFewTasks", message: "One lacks.", fix: "Look." }],
      seconds: 1,
      simulatedSeconds: 60,
      rollouts: [],
    },
  ],
});

describe("fairlead rehearse", () => {
  it("tells each step, ends with 0, and writes what was proved for people and for programs", async () => {
    const cwd = aProject();
    const { code, stdout } = await runFairlead(["rehearse"], { cwd, ports: { rehearse: rehearsing(aReport()) } });
    const page = readFileSync(join(cwd, ".fairlead/prod/rehearsal.html"), "utf8");
    const kept: unknown = JSON.parse(readFileSync(join(cwd, ".fairlead/prod/rehearsal.json"), "utf8"));

    expect(code).toBe(0);
    expect(stdout).toContain("✓ The environment is made from nothing.  15.0 min in AWS");
    expect(stdout).toContain("Passed  llm-proxy prod on moto 5.2.5, in 63 s");
    expect(kept).toMatchObject({ schemaVersion: 1, passed: true });
    expect(page).toContain("<svg");
    expect(page).toContain("A release job takes a &lt;minute&gt;.");
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|\b(?:src|href)=/);
  });

  it("ends with 3 and says what failed, and what was forgotten", async () => {
    const left = [{ kind: "bucket", id: "logs", region: "us-east-1", kept: false }];
    const { code, stdout } = await runFairlead(["rehearse"], {
      cwd: aProject(),
      ports: { rehearse: rehearsing({ ...FAILED, left }) },
    });

    expect(code).toBe(3);
    expect(stdout).toContain("✗ The release is undone.");
    expect(stdout).toContain("TooFewTasks");
    expect(stdout).toContain("bucket logs (us-east-1)");
  });

  it("shows every simulated fault with --faults, and else only their number", async () => {
    const ports = { rehearse: rehearsing(aReport()) };
    const short = await runFairlead(["rehearse"], { cwd: aProject(), ports });
    const long = await runFairlead(["rehearse", "--faults"], { cwd: aProject(), ports });

    expect(short.stdout.replaceAll(/\s+/g, " ")).toContain("--faults shows each");
    expect(long.stdout.split("\n").length).toBeGreaterThan(short.stdout.split("\n").length + FAULTS.length / 2);
  });

  it("is a stream with --json: steps, the verbs' own events, the outcome last", async () => {
    const { stdout } = await runFairlead(["rehearse", "--json"], {
      cwd: aProject(),
      ports: { rehearse: rehearsing(FAILED) },
    });
    const types = stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));

    expect(types).toMatchObject([
      { type: "begin" },
      { type: "app" },
      { type: "step" },
      { type: "rehearsal-step", name: "rollback", result: "failed" },
      { type: "outcome", passed: false, exitCode: 3 },
    ]);
  });

  it("goes to the emulator that AWS_ENDPOINT_URL names", async () => {
    const endpoints: (string | null)[] = [];
    const rehearse: Rehearse = (_target, { endpoint }) => {
      endpoints.push(endpoint);
      return Promise.resolve(aReport());
    };
    await runFairlead(["rehearse"], { cwd: aProject(), ports: { rehearse } });
    const env = { AWS_ENDPOINT_URL: "http://localhost:5000" };
    await runFairlead(["rehearse"], { cwd: aProject(), env, ports: { rehearse } });

    expect(endpoints).toEqual([null, "http://localhost:5000"]);
  });

  it("needs a description", async () => {
    expect((await runFairlead(["rehearse"], { cwd: temporaryFolder() })).code).toBe(2);
  });
});
