import { temporaryFolder } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { UserError } from "@fairlead/errors";
import { aDescription, aProject, runFairlead } from "./testing/run-fairlead.js";

describe("a command line", () => {
  it.each([
    [["plna"], "UnknownCommand", "Did you mean plan?"],
    [["plan", "--jsn"], "UnknownOption", "Did you mean --json?"],
    [["explain"], "MissingArgument", "fairlead explain --help"],
    [["plan", "prod"], "TooManyArguments", "fairlead plan --env <name>"],
    [["completion", "tcsh"], "InvalidArgument", "fairlead completion --help"],
    [["up"], "UnknownCommand", "fairlead deploy --env <name>"],
    [["sing"], "UnknownCommand", "fairlead --help"],
    [["plan", "--env"], "MissingArgument", "fairlead plan --help"],
  ])("refuses %j with code 2 and a way on", async (argv, code, fix) => {
    const plain = await runFairlead(argv, { cwd: temporaryFolder() });
    const json = await runFairlead([...argv, "--json"], { cwd: temporaryFolder() });

    expect(plain.code).toBe(2);
    expect(plain.stderr).toContain(fix);
    expect(plain.stdout).toBe("");
    if (argv.at(-1) !== "--env") expect(JSON.parse(json.stdout)).toMatchObject({ problems: [{ code }] });
  });

  it.each([
    ["a folder", ".", "is a folder"],
    ["nothing", "nowhere.ts", "There is no file nowhere.ts"],
  ])("refuses %s as the configuration file", async (_what, named, says) => {
    const { code, stderr } = await runFairlead(["plan", "--config", named], { cwd: aProject() });

    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  it("says that a description has no environments", async () => {
    const { code, stderr } = await runFairlead(["plan"], {
      cwd: aProject(),
      description: { ...aDescription(), environments: [] },
    });

    expect(code).toBe(2);
    expect(stderr).toContain("has no environments");
  });

  it("prints help on stdout with the exit codes", async () => {
    const { code, stdout } = await runFairlead(["--help"], { cwd: temporaryFolder() });

    expect(code).toBe(0);
    await expect(stdout).toMatchFileSnapshot("commands/golden/help.golden.txt");
  });

  it("says which options may be given more than once", async () => {
    const { stdout } = await runFairlead(["deploy", "--help"], { cwd: temporaryFolder() });

    expect(stdout.replaceAll(/\s+/g, " ")).toContain("value of a template parameter (repeatable) --secrets");
  });

  it("prints help of a command with its examples and the options of all", async () => {
    const { stdout } = await runFairlead(["plan", "--help"], { cwd: temporaryFolder() });

    await expect(stdout).toMatchFileSnapshot("commands/golden/help-plan.golden.txt");
  });

  it("prints the version", async () => {
    const { stdout } = await runFairlead(["--version"], { cwd: temporaryFolder() });

    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("takes global options before and after the command, and from the environment", async () => {
    const cwd = aProject();
    const runs = await Promise.all([
      runFairlead(["--json", "list"], { cwd }),
      runFairlead(["list", "--json"], { cwd }),
      runFairlead(["list"], { cwd, env: { FAIRLEAD_JSON: "1" } }),
    ]);

    expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1);
  });

  it("refuses an environment variable that is neither on nor off", async () => {
    const { code, stderr } = await runFairlead(["list"], { cwd: aProject(), env: { FAIRLEAD_QUIET: "perhaps" } });

    expect(code).toBe(2);
    expect(stderr).toContain("FAIRLEAD_QUIET");
  });

  it("tells problems as JSON when the environment asks for JSON, with the command that failed", async () => {
    const { stdout } = await runFairlead(["-e", "prod", "plan", "--against", "nowhere"], {
      cwd: aProject(),
      env: { FAIRLEAD_JSON: "1" },
    });

    expect(JSON.parse(stdout)).toMatchObject({ command: "plan", problems: [{ code: "EarlierPlanNotFound" }] });
  });

  it("says nothing on stderr with --quiet", async () => {
    const { stderr } = await runFairlead(["plan", "-q"], { cwd: aProject() });

    expect(stderr).toBe("");
  });

  it("shows every problem at once, each with its place and no stack trace", async () => {
    const problems = ["min", "max"].map((end) => ({
      path: `services.proxy.tasks.${end}`,
      code: "TasksOutOfRange",
      message: `The ${end} of the tasks is wrong.`,
      fix: "Make it right.",
      source: { file: "fairlead.config.ts", line: 30 },
    }));
    const { code, stderr } = await runFairlead(["plan"], {
      cwd: aProject(),
      description: {
        ...aDescription(),
        resolve: () => {
          throw UserError.ofProblems(problems);
        },
      },
    });

    expect(code).toBe(2);
    await expect(stderr).toMatchFileSnapshot("commands/golden/problems.golden.txt");
  });

  it("colours by FORCE_COLOR in a pipe, and not by NO_COLOR on a terminal", async () => {
    const forced = await runFairlead(["list"], { cwd: aProject(), env: { FORCE_COLOR: "1" } });
    const plain = await runFairlead(["list"], { cwd: aProject(), tty: 80, env: { NO_COLOR: "1" } });

    expect(forced.stdout).toContain("\u001b[");
    expect(plain.stdout).not.toContain("\u001b[");
  });

  it("writes over one line on a terminal, and plain lines there with CI=true", async () => {
    const live = await runFairlead(["list", "--no-color"], { cwd: aProject(), tty: 80 });
    const ci = await runFairlead(["list", "--no-color"], { cwd: aProject(), tty: 80, env: { CI: "true" } });

    expect(live.stderr).toMatch(/\r/);
    expect(ci.stderr).toBe("Loading the description\n");
  });
});
