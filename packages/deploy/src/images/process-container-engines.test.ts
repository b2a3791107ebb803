import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isUserError } from "@fairlead/errors";
import { temporaryFolder } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { SecretText } from "../secrets/secret-text.js";
import type { ImageBuild } from "./container-engine.js";
import { processContainerEngines } from "./process-container-engines.js";

const PASSWORD = "planted-registry-password";
const HOST = "111122223333.dkr.ecr.us-east-1.amazonaws.com";
const REFERENCE = `${HOST}/llm-proxy/prod/proxy:content-1`;

/** A PATH with programs that write down what they are asked, and then do as `script` says. */
function machine(programs: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  const log = join(folder, "log");
  for (const [name, script] of Object.entries(programs)) {
    const path = join(folder, "bin", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\necho "${name} $*" >> '${log}'\n${script}\n`);
    chmodSync(path, 0o755);
  }
  const env = { PATH: `${join(folder, "bin")}:/usr/bin:/bin`, HOME: join(folder, "home"), LOG: log };
  return { folder, env, engines: processContainerEngines(env), log: () => readLines(log) };
}

const readLines = (path: string): string[] =>
  existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n") : [];

const build = (changes: Partial<ImageBuild> = {}): ImageBuild => ({
  image: "proxy",
  contextFolder: "/project",
  dockerfile: "/project/Dockerfile",
  ignoreFile: null,
  platforms: ["linux/arm64"],
  args: { VERSION: "1; rm -rf /" },
  reference: REFERENCE,
  login: { host: HOST, user: "AWS", password: new SecretText(PASSWORD) },
  ...changes,
});

const DOCKER = `
case "$1 $2" in
  "--version "*) echo "Docker version 28.2.2, build e6534b4" ;;
  "version "*) echo "28.2.2" ;;
  "buildx version") exit "\${BUILDX:-0}" ;;
  "buildx build") cp "$DOCKER_CONFIG/config.json" "$LOG.config"; echo "#1 load build definition"; echo "#12 pushing layers 1.2s done" >&2 ;;
  "build "*) echo "Step 1/2" ;;
  "push "*) cp "$DOCKER_CONFIG/config.json" "$LOG.config"; echo "digest: sha256:1" ;;
esac`;

const WITHOUT_BUILDX = DOCKER.replace('exit "${BUILDX:-0}"', "exit 1");

const LIBPOD = `
for word in "$@"; do case "$word" in --authfile=*) cp "\${word#--authfile=}" "$LOG.config" ;; esac; done
case "$1" in
  --version) echo "$(basename "$0") version 5.4.0" ;;
  info) echo "5.4.0" ;;
esac`;

const IDLE = { onLine: () => undefined, onPush: () => undefined };

describe("the container engines of a machine", () => {
  it("are Docker, Podman and Buildah, in this order", async () => {
    const { engines } = machine({ docker: DOCKER, podman: LIBPOD, buildah: LIBPOD });
    expect((await engines.find()).name).toBe("docker 28.2.2 (buildx)");
    expect((await machine({ podman: LIBPOD, buildah: LIBPOD }).engines.find()).name).toBe("podman 5.4.0");
    expect((await machine({ buildah: LIBPOD }).engines.find()).name).toBe("buildah 5.4.0");
  });

  it("are passed over when they don't answer, and named when none does", async () => {
    const silent = 'case "$1" in --version) echo "Docker version 28.2.2" ;; *) exit 1 ;; esac';
    expect((await machine({ docker: silent, podman: LIBPOD }).engines.find()).name).toBe("podman 5.4.0");
    const shim = "echo 'podman version 5.4.0'";
    expect((await machine({ docker: shim, podman: LIBPOD }).engines.find()).name).toBe("podman 5.4.0");
    await expect(machine({ docker: silent, podman: silent }).engines.find()).rejects.toMatchObject({
      problems: [
        {
          code: "NoContainerEngine",
          message:
            "No container engine builds images here: docker is there, but its daemon doesn't answer; podman is there, but doesn't answer (`podman machine start`?); buildah is not there.",
        },
      ],
    });
  });
});

describe("a build", () => {
  it("is one step with buildx, for the platform of the tasks", async () => {
    const { engines, log } = machine({ docker: DOCKER });
    const lines: string[] = [];
    let pushes = 0;
    await (
      await engines.find()
    ).buildAndPush(build(), {
      onLine: (line) => lines.push(line),
      onPush: () => {
        pushes += 1;
      },
    });
    expect(log().at(-1)).toBe(
      `docker buildx build --platform=linux/arm64 --file=/project/Dockerfile --tag=${REFERENCE} --build-arg=VERSION=1; rm -rf / --progress=plain --provenance=false --push /project`,
    );
    expect(lines.toSorted()).toEqual(["#1 load build definition", "#12 pushing layers 1.2s done"]);
    expect(pushes).toBe(1);
  });

  it("is two steps with a Docker that has no buildx, and no step for two platforms", async () => {
    const { engines, log } = machine({ docker: WITHOUT_BUILDX });
    const engine = await engines.find();
    await engine.buildAndPush(build(), IDLE);
    expect(
      log()
        .slice(-2)
        .map((line) => line.split(" ")[1]),
    ).toEqual(["build", "push"]);
    await expect(engine.buildAndPush(build({ platforms: ["linux/amd64", "linux/arm64"] }), IDLE)).rejects.toMatchObject(
      { problems: [{ code: "NeedsBuildx" }] },
    );
  });

  it.each(["podman", "buildah"])(
    "with %s goes by the ignore file that the hash went by, and pushes by digest file",
    async (name) => {
      const { engines, log } = machine({ [name]: LIBPOD });
      await (await engines.find()).buildAndPush(build({ args: {}, ignoreFile: "/project/.dockerignore" }), IDLE);
      const [made, pushed] = log().slice(-2);
      expect(made).toBe(
        `${name} build --platform=linux/arm64 --file=/project/Dockerfile --ignorefile=/project/.dockerignore --tag=${REFERENCE} /project`,
      );
      expect(pushed).toMatch(new RegExp(`^${name} push --authfile=\\S+ ${REFERENCE} docker://${REFERENCE}$`));
    },
  );

  it("for two platforms is a manifest of both with podman", async () => {
    const { engines, log } = machine({ podman: LIBPOD });
    await (await engines.find()).buildAndPush(build({ platforms: ["linux/amd64", "linux/arm64"] }), IDLE);
    const [made, pushed] = log().slice(-2);
    expect(made).toContain(`--platform=linux/amd64,linux/arm64`);
    expect(made).toContain(`--manifest=${REFERENCE}`);
    expect(pushed).toContain("podman manifest push --all");
  });

  it("hands the registry's password over in a file that is gone afterwards, beside the user's own logins", async () => {
    const { engines, env, log } = machine({ docker: DOCKER });
    mkdirSync(join(env.HOME, ".docker", "contexts"), { recursive: true });
    const own = { auths: { "ghcr.io": { auth: "own" } }, credsStore: "desktop", currentContext: "colima" };
    writeFileSync(join(env.HOME, ".docker", "config.json"), JSON.stringify(own));
    await (await engines.find()).buildAndPush(build(), IDLE);
    expect(JSON.parse(readFileSync(`${env.LOG}.config`, "utf8"))).toEqual({
      ...own,
      auths: { "ghcr.io": { auth: "own" }, [HOST]: { auth: Buffer.from(`AWS:${PASSWORD}`).toString("base64") } },
      credHelpers: { [HOST]: "" },
    });
    expect(log().join("\n")).not.toContain(PASSWORD);
    expect(readFileSync(join(env.HOME, ".docker", "config.json"), "utf8")).toBe(JSON.stringify(own));
  });

  it.each([
    ["a step of the Dockerfile fails", "npm error missing script: build", "Mend what it says"],
    ["the platform can't be run", "exec /bin/sh: exec format error", "install emulation"],
    ["the disk is full", "write /var/lib: no space left on device", "The disk is full"],
    ["Docker Hub refuses", "toomanyrequests: You have reached your pull rate limit", "public.ecr.aws"],
  ])("that fails because %s says so with the last lines and how to mend it", async (_, said, fix) => {
    const { engines } = machine({ buildah: `${LIBPOD}\n[ "$1" = build ] && { echo "${said}" >&2; exit 3; } || true` });
    const error: unknown = await (await engines.find()).buildAndPush(build(), IDLE).then(
      () => null,
      (reason: unknown) => reason,
    );
    const problem = isUserError(error) ? error.problems[0] : undefined;
    expect(problem).toMatchObject({ code: "ImageBuildFailed", path: "images.proxy" });
    expect(problem?.message).toContain(said);
    expect(problem?.fix).toContain(fix);
    expect(JSON.stringify(problem)).not.toContain(PASSWORD);
  });

  it.each([
    { what: "what it started", build: `trap 'echo stopped >> "$LOG"; exit 1' TERM; echo started; sleep 60 & wait` },
    {
      what: "what doesn't care to be asked",
      build: `(trap "" TERM; sleep 60) & trap 'echo stopped >> "$LOG"; exit 1' TERM; echo started; wait`,
    },
  ])("that is cancelled takes $what along", async ({ build: script }) => {
    const { engines, env } = machine({ buildah: `${LIBPOD}\nif [ "$1" = build ]; then ${script}; fi` });
    const controller = new AbortController();
    const building = (await engines.find()).buildAndPush(build(), {
      onLine: () => {
        controller.abort(new DOMException("Ctrl-C", "AbortError"));
      },
      onPush: () => undefined,
      signal: controller.signal,
    });
    // It ends with the last that holds its output.
    await expect(building).rejects.toMatchObject({ message: "Ctrl-C" });
    expect(readLines(env.LOG).at(-1)).toBe("stopped");
  });
});
