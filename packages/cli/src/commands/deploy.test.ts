import type { DeployPlan, DeployRequest, Outcome } from "@fairlead/deploy";
import { FakeClock } from "@fairlead/deploy/testing";
import { temporaryFolder } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import type { Deploy } from "../ports.js";
import { aFinding } from "../testing/a-finding.js";
import { A_CANARY, A_VOYAGE, type TimedEvent } from "../testing/a-voyage.js";
import { aProject, runFairlead, type TestOutcome, type TestRun, TestSignals } from "../testing/run-fairlead.js";

const PROBLEM = { path: "services.proxy", code: "TaskFailedToStart", message: "It did not start.", fix: "Mend it." };

const OUTCOMES: readonly (readonly [Outcome, code: number])[] = [
  [{ kind: "done" }, 0],
  [{ kind: "unchanged" }, 0],
  [{ kind: "refused", problems: [PROBLEM] }, 3],
  [{ kind: "rolled-back", problems: [PROBLEM] }, 4],
  [{ kind: "unhealthy", problems: [PROBLEM] }, 5],
  [{ kind: "timed-out", problems: [PROBLEM] }, 6],
  [{ kind: "needs-approval", problems: [] }, 7],
  [{ kind: "cancelled", left: "left-running" }, 130],
  [{ kind: "cancelled", left: "rolled-back" }, 130],
];

/** A verb that tells these events, each at its time, and ends so. */
const deployment =
  (outcome: Outcome, events: readonly TimedEvent[] = [], clock = new FakeClock()): Deploy =>
  async (_request, _ports, report) => {
    const startMs = clock.nowMs();
    for (const { atSeconds, event } of events) {
      await clock.sleep(startMs + atSeconds * 1000 - clock.nowMs());
      report(event);
    }
    report({ type: "outcome", outcome });
    return outcome;
  };

const runDeploy = (argv: readonly string[], deploy: Deploy, change: Partial<TestRun> = {}): Promise<TestOutcome> =>
  runFairlead(["deploy", ...argv], { cwd: aProject(), ports: { deploy }, ...change });

interface JsonLine {
  readonly type: string;
  readonly [field: string]: unknown;
}

const isLine = (value: unknown): value is JsonLine => typeof value === "object" && value !== null && "type" in value;

const linesOf = (stdout: string): readonly JsonLine[] =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line))
    .filter(isLine);

describe("fairlead deploy", () => {
  it.each(OUTCOMES)("ends %j with code %i, on a terminal, in a pipe and as JSON", async (outcome, code) => {
    const pipe = await runDeploy([], deployment(outcome));
    const terminal = await runDeploy(["--no-color"], deployment(outcome), { tty: 80 });
    const json = await runDeploy(["--json"], deployment(outcome));

    expect([pipe.code, terminal.code, json.code]).toEqual([code, code, code]);
    expect(terminal.stdout).toBe(pipe.stdout);
    expect(linesOf(json.stdout).at(-1)).toMatchObject({ schemaVersion: 1, type: "outcome", outcome, exitCode: code });
  });

  it("says how it ended, what serves, every warning once more, and what to type next", async () => {
    const clock = new FakeClock();
    const shown = await Promise.all(
      OUTCOMES.map(async ([outcome]) => {
        const events = outcome.kind === "done" ? [...A_VOYAGE, ...A_CANARY] : A_VOYAGE;
        const { stdout } = await runDeploy([], deployment(outcome, events, clock));
        return `${JSON.stringify(outcome)}\n\n${stdout}`;
      }),
    );

    await expect(shown.join(`\n${"-".repeat(60)}\n`)).toMatchFileSnapshot("golden/deploy-outcomes.golden.txt");
  });

  it("tells nothing to do by a code of its own when asked to", async () => {
    const { code } = await runDeploy(["--exit-code"], deployment({ kind: "unchanged" }));

    expect(code).toBe(8);
  });

  it("tells one event a line with --json: schemaVersion first, the outcome once and last", async () => {
    const { stdout } = await runDeploy(["--json"], deployment({ kind: "done" }, [...A_VOYAGE, ...A_CANARY]));
    const lines = linesOf(stdout);

    expect(lines[0]).toMatchObject({ schemaVersion: 1, type: "begin", command: "deploy" });
    expect(lines[1]).toMatchObject({ type: "app", app: "llm-proxy", environment: "prod", region: "us-east-1" });
    expect(lines).toHaveLength(2 + A_VOYAGE.length + A_CANARY.length + 1);
    expect(lines.filter(({ type }) => type === "outcome")).toHaveLength(1);
    expect(lines.every(({ time }) => typeof time === "string" && time.endsWith("Z"))).toBe(true);
  });

  it("ends a stream with the outcome also when the description is wrong or the command line is", async () => {
    const named = await runFairlead(["deploy", "--json", "--region", "eu-west-1"], { cwd: aProject() });
    const unknown = await runFairlead(["deploy", "--json", "--imge", "x"], { cwd: aProject() });

    expect(linesOf(named.stdout).at(-1)).toMatchObject({
      type: "outcome",
      outcome: { kind: "invalid", problems: [{ code: "OtherRegion" }] },
      exitCode: 2,
    });
    expect(linesOf(unknown.stdout)).toMatchObject([{ schemaVersion: 1, type: "outcome", exitCode: 2 }]);
  });

  it("writes plain lines with the time in a pipe and never moves the cursor", async () => {
    const { stderr } = await runDeploy([], deployment({ kind: "done" }, [...A_VOYAGE, ...A_CANARY]));

    expect(stderr).toMatch(/^\d\d:\d\d:\d\dZ {2}llm-proxy · prod · us-east-1$/m);
    expect(stderr).toMatch(/^\d\d:\d\d:\d\dZ {2}stack {2}llm-proxy-prod-Vpc {2}UPDATE_COMPLETE 41\/41$/m);
    expect(stderr).not.toContain("\u001b");
    expect(stderr).not.toContain("\r");
  });

  it("draws on a terminal and leaves the last drawing standing", async () => {
    const { stderr } = await runDeploy(["--no-color"], deployment({ kind: "done" }, [...A_VOYAGE, ...A_CANARY]), {
      tty: 90,
    });

    expect(stderr).toContain("\u001b[K\n");
    expect(stderr.slice(stderr.lastIndexOf("llm-proxy · prod"))).toContain("100 % of the traffic");
  });

  it("refuses open errors before anything is asked of AWS, unless forced", async () => {
    const error = aFinding({ severity: "error" });
    const refused = await runDeploy([], deployment({ kind: "done" }), { findings: [error] });
    const forced = await runDeploy(["--force"], deployment({ kind: "done" }), { findings: [error] });

    expect(refused.code).toBe(3);
    expect(refused.stdout).toContain(error.message);
    expect(forced.code).toBe(0);
  });

  it("plans only with --dry-run", async () => {
    const dry = await runDeploy(["--dry-run"], () => Promise.reject(new Error("must not deploy")));
    const plan = await runFairlead(["plan"], { cwd: aProject() });

    expect(dry.stdout).toBe(plan.stdout);
  });

  it("hands on what may be replaced, what may go, the images by digest and how long to wait", async () => {
    const digest = `sha256:${"0".repeat(64)}`;
    const seen: DeployRequest[] = [];
    const argv = ["--allow-replace", "databases.main", "--allow-destroy", "a", "--allow-destroy", "b"];
    await runDeploy(
      [...argv, "--image", `proxy=registry/llm-proxy/prod/proxy@${digest}`, "--timeout", "5m"],
      (request) => {
        seen.push(request);
        return Promise.resolve({ kind: "done" });
      },
    );

    expect(seen[0]).toMatchObject({
      allowReplace: ["databases.main"],
      allowDestroy: ["a", "b"],
      images: { outside: { proxy: `registry/llm-proxy/prod/proxy@${digest}` } },
      deadlineMs: 300_000,
    });
  });

  it.each([
    [["--timeout", "soon"], "InvalidDuration"],
    [["--timeout", "0s"], "InvalidDuration"],
    [["--image", "proxy"], "InvalidImage"],
    [["--resume", "last"], "InvalidRelease"],
    [["--image", `prox=sha256:${"0".repeat(64)}`], "Did you mean proxy?"],
    [["--parameter", "HostedZoneId"], "InvalidParameter"],
  ])("refuses %j with code 2", async (argv, says) => {
    const { code, stdout } = await runDeploy([...argv, "--json"], deployment({ kind: "done" }));

    expect(code).toBe(2);
    expect(stdout).toContain(says);
  });
});

const A_PLAN: DeployPlan = {
  stacks: [
    { name: "llm-proxy-prod-Vpc", role: "Vpc", kind: "unchanged", parameters: [] },
    { name: "llm-proxy-prod-Data", role: "Data", kind: "change", parameters: [] },
    { name: "llm-proxy-prod-Ecs", role: "Ecs", kind: "change", parameters: ["ProxyImageDigest"] },
  ],
  passes: [],
  changes: [
    {
      stack: "llm-proxy-prod-Data",
      logicalId: "mainCluster",
      type: "AWS::RDS::DBCluster",
      action: "replace",
      holds: "the database main",
      oldResource: "snapshot",
      properties: [],
    },
  ],
  broadened: [
    { stack: "llm-proxy-prod-Ecs", kind: "permission", says: "The task role of proxy may read the bucket logs." },
  ],
  imagesToPush: ["proxy"],
  problems: [],
  says: ["It takes two passes: what nobody uses any more goes at the end."],
};

/** A verb that asks, and says what it was answered. */
const asking =
  (answers: string[]): Deploy =>
  async ({ approve }) => {
    answers.push(await approve(A_PLAN));
    return { kind: "done" };
  };

describe("the agreement to a deployment", () => {
  it.each([
    [{ tty: 90, answers: ["y"] }, [], "approved"],
    [{ tty: 90, answers: ["yes "] }, [], "approved"],
    [{ tty: 90, answers: [""] }, [], "declined"],
    [{ tty: 90, answers: [() => Promise.resolve(null)] }, [], "declined"],
    [{ tty: 90 }, ["--yes"], "approved"],
    [{}, ["--yes"], "approved"],
    [{}, [], "nobody-to-ask"],
    [{ tty: 90, env: { CI: "true" } }, [], "nobody-to-ask"],
    [{ tty: 90 }, ["--json"], "nobody-to-ask"],
  ])("of %j with %j is %s", async (change, argv, expected) => {
    const answers: string[] = [];
    await runDeploy(argv, asking(answers), change);

    expect(answers).toEqual([expected]);
  });

  it("shows first what would be done, data in danger and who may do more than before", async () => {
    const { stderr } = await runDeploy(["--yes"], asking([]));

    await expect(stderr.slice(stderr.indexOf("This deployment"))).toMatchFileSnapshot(
      "golden/deploy-approval.golden.txt",
    );
  });
});

/** A verb that works until it is interrupted, and then does what is wanted. */
const working =
  (during: () => void): Deploy =>
  async ({ signal }, _ports, report) => {
    report({ type: "step", step: "stacks", state: "begun", says: "" });
    return await new Promise((resolve) => {
      signal.addEventListener("abort", () => {
        resolve({ kind: "cancelled", left: signal.reason === "leave" ? "left-running" : "rolled-back" });
      });
      during();
    });
  };

describe("a deployment that is interrupted", () => {
  it.each([
    ["l", "left-running", 130],
    ["a", "rolled-back", 130],
  ])("on a terminal asks, and with %s is %s", async (answer, left, code) => {
    const signals = new TestSignals();
    const deploy = working(() => {
      signals.send("SIGINT");
    });
    const outcome = await runDeploy([], deploy, { tty: 90, answers: ["what?", answer], signals });

    expect(outcome.questions[0]).toContain("The deployment of prod goes on in AWS. What now?");
    expect(outcome.questions[1]).toBe("k, l or a? ");
    expect(outcome.code).toBe(code);
    expect(outcome.stdout).toContain(left === "rolled-back" ? "It was taken back" : "goes on there");
  });

  it("goes on when the answer is to keep waiting, and asks again the next time", async () => {
    const signals = new TestSignals();
    const answers = ["k", "l"];
    const deploy = working(() => {
      signals.send("SIGINT");
      setTimeout(() => {
        signals.send("SIGINT");
      });
    });
    const { questions, code } = await runDeploy([], deploy, { tty: 90, answers, signals });

    expect(questions).toHaveLength(2);
    expect(code).toBe(130);
  });

  it("is left running by a second Ctrl-C while the question stands", async () => {
    const signals = new TestSignals();
    const unanswered = (signal: AbortSignal | undefined): Promise<string | null> =>
      new Promise((resolve) => {
        signal?.addEventListener("abort", () => {
          resolve(null);
        });
      });
    const deploy = working(() => {
      signals.send("SIGINT");
      signals.send("SIGINT");
    });
    const { stdout, code } = await runDeploy([], deploy, { tty: 90, answers: [unanswered], signals });

    expect(stdout).toContain("goes on there");
    expect(stdout).toContain("fairlead status -e prod");
    expect(code).toBe(130);
  });

  it.each([
    ["SIGTERM", 143, { tty: 90 }],
    ["SIGTERM", 143, {}],
    ["SIGINT", 130, {}],
    ["SIGINT", 130, { tty: 90, env: { CI: "true" } }],
  ] as const)("by %s ends with %i and is left running where nobody is asked: %j", async (signal, code, change) => {
    const signals = new TestSignals();
    const deploy = working(() => {
      signals.send(signal);
    });
    const outcome = await runDeploy([], deploy, { ...change, signals });

    expect(outcome.questions).toEqual([]);
    expect(outcome.code).toBe(code);
    expect(outcome.stdout).toContain("goes on there");
  });

  it("asks nothing while nothing was touched", async () => {
    const signals = new TestSignals();
    const deploy: Deploy = ({ signal }, _ports, report) => {
      report({ type: "step", step: "preflight", state: "begun", says: "" });
      signals.send("SIGINT");
      return Promise.resolve({ kind: "cancelled", left: signal.aborted ? "left-running" : "rolled-back" });
    };
    const { questions, code } = await runDeploy([], deploy, { tty: 90, signals });

    expect(questions).toEqual([]);
    expect(code).toBe(130);
  });

  it("ends the process at the signal after that, and says where to look", async () => {
    const signals = new TestSignals();
    const deploy = working(() => {
      signals.send("SIGTERM");
      signals.send("SIGTERM");
    });
    await runDeploy([], deploy, { signals });

    expect(signals.ended).toEqual([
      "SIGTERM: The deployment of prod goes on in AWS; `fairlead status -e prod` shows how.",
    ]);
  });

  it("by --detach ends with 6 as soon as the last stack waits for its services", async () => {
    const clock = new FakeClock();
    const events: string[] = [];
    const deploy: Deploy = async ({ signal }, _ports, report) => {
      for (const { event } of [...A_VOYAGE, ...A_CANARY]) {
        if (signal.aborted) break;
        events.push(event.type);
        report(event);
        await clock.sleep(1000);
      }
      return { kind: "cancelled", left: "left-running" };
    };
    const { code, stdout } = await runDeploy(["--detach"], deploy);

    expect(events.filter((type) => type === "rollout")).toHaveLength(1);
    expect(code).toBe(6);
    expect(stdout).toContain("goes on there");
  });

  it("gives the signals back when it is over", async () => {
    const signals = new TestSignals();
    await runDeploy([], deployment({ kind: "done" }), { signals });

    expect(signals.takers).toEqual([]);
  });
});

describe("first values of secrets", () => {
  const PLANTED = "planted-api-key";
  /** Asks as a deployment does for the secrets that lack a value, and tells what it was given. */
  const askingForValues =
    (values: string[], fields: readonly string[] | null = null): Deploy =>
    async ({ firstValues: { given, ask } }) => {
      const asked = given.length > 0 ? [] : ((await ask?.([{ secret: "openai-api-key", fields }])) ?? []);
      values.push(...[...given, ...asked].map(({ secret, key, value }) => `${secret} ${key ?? ""} ${value.reveal()}`));
      return { kind: "done" };
    };

  it("are asked for on a terminal until one can be taken, and shown nowhere", async () => {
    const values: string[] = [];
    const { code, questions, stderr, stdout } = await runDeploy([], askingForValues(values), {
      tty: 90,
      answers: [" ", PLANTED],
    });

    expect([code, values]).toEqual([0, [`openai-api-key  ${PLANTED}`]]);
    expect(questions).toHaveLength(2);
    expect(stderr).toContain("The value of openai-api-key is empty.");
    expect(stdout + stderr + questions.join("\n")).not.toContain(PLANTED);
  });

  it.each([
    ["a file", ["--secrets", ".env.prod"], {}],
    ["a pipe", ["--secrets", "-"], { stdin: `OPENAI_API_KEY=${PLANTED}\n` }],
  ])("come from %s, by the variables that containers know them by", async (_, argv, change) => {
    const values: string[] = [];
    const cwd = temporaryFolder({
      "fairlead.config.ts": "export default 1;\n",
      ".env.prod": `# Of production\nOPENAI_API_KEY="${PLANTED}"\nPORT=8080\n`,
    });
    const { code, stdout, stderr } = await runDeploy(argv, askingForValues(values), { cwd, ...change });

    expect([code, values]).toEqual([0, [`openai-api-key  ${PLANTED}`]]);
    expect(stdout + stderr).not.toContain(PLANTED);
  });

  it("are nobody's to give in CI without a file", async () => {
    const values: string[] = [];
    const { code } = await runDeploy([], askingForValues(values));

    expect([code, values]).toEqual([0, []]);
  });

  it("name the file that isn't there", async () => {
    const { code, stderr } = await runDeploy(["--secrets", ".env.none"], askingForValues([]));

    expect(code).toBe(2);
    expect(stderr).toContain("There is no file .env.none.");
  });

  it("are given up by Ctrl-C", async () => {
    const asked: Promise<unknown>[] = [];
    await runDeploy(
      [],
      async ({ firstValues: { ask } }) => {
        const answer = ask?.([{ secret: "openai-api-key", fields: ["key"] }]);
        if (answer !== undefined)
          asked.push(expect(answer).rejects.toThrow("No value was given for openai-api-key (key)"));
        await Promise.all(asked);
        return { kind: "done" };
      },
      { tty: 90, answers: [() => Promise.resolve(null)] },
    );

    expect(asked).toHaveLength(1);
  });
});
