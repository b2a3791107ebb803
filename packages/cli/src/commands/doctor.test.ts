import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fakeDeployPorts } from "@fairlead/deploy/testing";
import { UserError } from "@fairlead/errors";
import { temporaryFolder } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import type { Machine } from "../ports.js";
import { aProject, runFairlead } from "../testing/run-fairlead.js";

const machine = (change: Partial<Machine>): Machine => ({
  nodeVersion: "24.1.0",
  platform: "linux x64",
  homeFolder: "/nowhere",
  packageVersion: () => "2.276.0",
  versionOf: (command) => Promise.resolve(command === "docker" ? "Docker version 29.0.0" : null),
  runProgram: () => Promise.resolve(null),
  ...change,
});

describe("fairlead doctor", () => {
  it("ends well on a machine that can plan", async () => {
    const { code, stdout } = await runFairlead(["doctor"], { cwd: aProject(), ports: { machine: machine({}) } });

    expect(code).toBe(0);
    expect(stdout).toMatch(/✓ Node\.js +24\.1\.0/);
    expect(stdout).toMatch(/✓ Containers +Docker version 29\.0\.0/);
    expect(stdout).toMatch(/! Python +None found/);
  });

  it.each(["20.20.2", "22.18.0"])("refuses Node.js %s", async (nodeVersion) => {
    const { code, stdout } = await runFairlead(["doctor"], {
      cwd: aProject(),
      ports: { machine: machine({ nodeVersion }) },
    });

    expect(code).toBe(3);
    expect(stdout).toContain(`${nodeVersion} is too old`);
  });

  it("names where credentials come from and never shows one", async () => {
    const cwd = aProject();
    mkdirSync(join(cwd, ".aws"));
    writeFileSync(join(cwd, ".aws/credentials"), "aws_secret_access_key = hidden-in-a-file");
    const { stdout } = await runFairlead(["doctor"], {
      cwd,
      env: { AWS_ACCESS_KEY_ID: "AKIA-hidden", AWS_PROFILE: "work-profile" },
      ports: { machine: machine({ homeFolder: cwd }) },
    });

    expect(stdout.replaceAll(/\s+/g, " ")).toContain("AWS_PROFILE, AWS_ACCESS_KEY_ID, ~/.aws/credentials");
    expect(stdout).not.toMatch(/hidden|work-profile/);
  });

  it("asks for init when there is no description, as JSON too", async () => {
    const { code, stdout } = await runFairlead(["doctor", "--json"], { cwd: temporaryFolder() });

    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, command: "doctor" });
    expect(stdout).toContain("npx fairlead init");
  });

  it("asks AWS whose credentials these are with --aws alone, and shows the account", async () => {
    const test = { cwd: aProject(), env: { AWS_PROFILE: "work" }, ports: { machine: machine({}) } };
    const quiet = await runFairlead(["doctor"], test);
    const asked = await runFairlead(["doctor", "--aws"], test);

    expect(quiet.stdout).not.toContain("AWS identity");
    expect(asked.stdout.replaceAll(/\s+/g, " ")).toContain("✓ AWS identity Account 111122223333, as arn:aws:sts");
  });

  it("says what is wrong when AWS refuses, and goes on", async () => {
    const refused = {
      ...fakeDeployPorts().account,
      identity: () => Promise.reject(UserError.of("Expired", { message: "Too old.", fix: "Sign in." })),
    };
    const { code, stdout } = await runFairlead(["doctor", "--aws", "--profile", "work"], {
      cwd: aProject(),
      ports: { machine: machine({}) },
      deployment: { account: refused },
    });

    expect(code).toBe(0);
    expect(stdout).toMatch(/! AWS identity +Too old\. Sign in\./);
  });

  it("finds Buildah where neither Docker nor Podman is, and the plugin for sessions", async () => {
    const there = ["buildah", "session-manager-plugin"];
    const versionOf = (command: string) => Promise.resolve(there.includes(command) ? `${command} 1.2.3` : null);
    const { stdout } = await runFairlead(["doctor"], { cwd: aProject(), ports: { machine: machine({ versionOf }) } });

    expect(stdout).toMatch(/✓ Containers +buildah 1\.2\.3/);
    expect(stdout).toMatch(/✓ Sessions +session-manager-plugin 1\.2\.3/);
  });
});
