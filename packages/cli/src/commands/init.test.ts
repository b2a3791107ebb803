import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fairlead from "@fairlead/model";
import { temporaryFolder } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { readDescription } from "../config/read-description.js";
import { starterConfig } from "../init/starter.js";
import { runFairlead } from "../testing/run-fairlead.js";

const configIn = (cwd: string): string => readFileSync(join(cwd, "fairlead.config.ts"), "utf8");

/** Runs the starter with the names that it imports, as Node.js would. */
function runStarter(text: string): unknown {
  const body = text.replace(/^import .*$/m, "").replace("export default", "return");
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the text is ours
  const definition: unknown = new Function("fairlead", `with (fairlead) { ${body} }`)(fairlead);
  return definition;
}

describe("fairlead init", () => {
  it("writes a starter with defaults under --yes, and ignores what is generated", async () => {
    const cwd = temporaryFolder({ ".gitignore": "node_modules" });
    const { code, stdout, stderr, questions } = await runFairlead(["init", "--yes"], { cwd, tty: 80 });

    expect(code).toBe(0);
    expect(questions).toEqual([]);
    expect(stdout).toBe("Wrote fairlead.config.ts\nWrote .gitignore\n");
    expect(stderr).toContain("npx fairlead plan -e dev");
    expect(configIn(cwd)).toContain("port: 8080");
    expect(readFileSync(join(cwd, ".gitignore"), "utf8")).toBe("node_modules\n.fairlead/\n");
  });

  it("asks for name and port on a terminal and takes the default for an empty answer", async () => {
    const cwd = temporaryFolder();
    const { questions } = await runFairlead(["init"], { cwd, tty: 80, answers: ["chat", ""] });

    expect(questions).toHaveLength(2);
    expect(configIn(cwd)).toContain('name: "chat"');
    expect(configIn(cwd)).toContain("port: 8080");
  });

  it("tells what is wrong with an answer and asks again", async () => {
    const cwd = temporaryFolder();
    const { code, stderr, questions } = await runFairlead(["init"], {
      cwd,
      tty: 80,
      answers: ["Acme LLM", "acme", "http", "3000"],
    });

    expect(code).toBe(0);
    expect(questions).toHaveLength(4);
    expect(stderr).toContain('"acme-llm"');
    expect(configIn(cwd)).toContain('name: "acme"');
    expect(configIn(cwd)).toContain("port: 3000");
  });

  it.each([
    ["CI=true", { tty: 80, env: { CI: "true" } }],
    ["a pipe", {}],
  ])("asks nothing with %s", async (_where, how) => {
    const { code, questions } = await runFairlead(["init"], { cwd: temporaryFolder(), ...how });

    expect([code, questions]).toEqual([0, []]);
  });

  it.each(["fairlead.config.ts", "fairlead.config.mjs"])("never overwrites %s, not even with --yes", async (name) => {
    const cwd = temporaryFolder({ [name]: "mine" });
    const { code, stderr } = await runFairlead(["init", "--yes"], { cwd });

    expect(code).toBe(2);
    expect(stderr).toContain("never overwritten");
    expect(readFileSync(join(cwd, name), "utf8")).toBe("mine");
  });

  it("refuses a name that no app can have, and a port that is none", async () => {
    const name = await runFairlead(["init", "--name", "My App"], { cwd: temporaryFolder() });
    const port = await runFairlead(["init", "--port", "eighty"], { cwd: temporaryFolder() });

    expect([name.code, port.code]).toEqual([2, 2]);
    expect(name.stderr).toContain('"my-app"');
    expect(port.stderr).toContain("not a port");
  });

  it("tells what it wrote as JSON", async () => {
    const { stdout } = await runFairlead(["init", "--json", "--name", "chat"], { cwd: temporaryFolder() });

    expect(JSON.parse(stdout)).toMatchObject({ command: "init", name: "chat", port: 8080 });
  });

  it.each(["dev", "prod"])("writes what resolves in %s without a change", async (environment) => {
    const description = await readDescription(runStarter(starterConfig({ name: "chat", port: 3000 })));

    expect(description?.resolve(environment, { baseFolder: "/project" })).toMatchObject({
      name: "chat",
      services: [{ name: "api", port: 3000 }],
    });
  });
});
