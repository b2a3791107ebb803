import { UserError } from "@fairlead/errors";
import type { ContainerEngine, ContainerEngines } from "./container-engine.js";
import { dockerEngine } from "./docker-engine.js";
import { libpodEngine } from "./libpod-engine.js";
import { runProgram } from "./run-program.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** `tried`: what became of it, as part of a sentence. */
type Attempt =
  { readonly kind: "found"; readonly engine: ContainerEngine } | { readonly kind: "none"; readonly tried: string };

/** The engines of this machine, found by running them: Docker, then Podman, then Buildah. */
export const processContainerEngines = (env: Environment): ContainerEngines => ({
  find: async () => {
    const tried: string[] = [];
    for (const attempt of [tryDocker, tryPodman, tryBuildah]) {
      const result = await attempt(env);
      if (result.kind === "found") return result.engine;
      tried.push(result.tried);
    }
    throw UserError.of("NoContainerEngine", {
      message: `No container engine builds images here: ${tried.join("; ")}.`,
      fix: "Start or install Docker, Podman or Buildah; or build elsewhere and name the image: `--image <name>=<repository>@sha256:<digest>`.",
    });
  },
});

async function tryDocker(env: Environment): Promise<Attempt> {
  const version = await firstLine("docker", ["--version"], env);
  if (version === null) return { kind: "none", tried: "docker is not there" };
  // Podman installs a program of this name that takes Docker's words, but not buildx's.
  if (/podman/iu.test(version)) return { kind: "none", tried: "docker is Podman under another name" };
  const server = await firstLine("docker", ["version", "--format={{.Server.Version}}"], env);
  if (server === null) return { kind: "none", tried: "docker is there, but its daemon doesn't answer" };
  const hasBuildx = (await firstLine("docker", ["buildx", "version"], env)) !== null;
  return {
    kind: "found",
    engine: dockerEngine({ name: `docker ${server}${hasBuildx ? " (buildx)" : ""}`, hasBuildx, env }),
  };
}

async function tryPodman(env: Environment): Promise<Attempt> {
  const version = await firstLine("podman", ["--version"], env);
  if (version === null) return { kind: "none", tried: "podman is not there" };
  // On macOS and Windows it is a client too, of a virtual machine.
  if ((await firstLine("podman", ["info", "--format={{.Version.Version}}"], env)) === null)
    return { kind: "none", tried: "podman is there, but doesn't answer (`podman machine start`?)" };
  return {
    kind: "found",
    engine: libpodEngine({ command: "podman", name: version.replace(" version", ""), env }),
  };
}

async function tryBuildah(env: Environment): Promise<Attempt> {
  const version = await firstLine("buildah", ["--version"], env);
  if (version === null) return { kind: "none", tried: "buildah is not there" };
  const name = version.replace(" version", "").replace(/ \(.*$/, "");
  return { kind: "found", engine: libpodEngine({ command: "buildah", name, env }) };
}

/** How long a program may think about its own version; a daemon that hangs is no daemon. */
const ANSWER_MS = 10_000;

async function firstLine(command: string, words: readonly string[], env: Environment): Promise<string | null> {
  const patience = AbortSignal.timeout(ANSWER_MS);
  try {
    const end = await runProgram({ command, arguments: words, env, signal: patience });
    return end.code === 0 ? (end.lastLines[0] ?? "") : null;
  } catch (error) {
    if (patience.aborted) return null;
    throw error;
  }
}
