import { UserError } from "@fairlead/errors";
import type { BuildWatch, ContainerEngine, ImageBuild } from "./container-engine.js";
import { engineFailure } from "./engine-failure.js";
import { dockerCredentials } from "./registry-credentials.js";
import { runProgram } from "./run-program.js";

interface DockerProps {
  readonly name: string;
  readonly hasBuildx: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Docker: by buildx in one step where it is there, otherwise by `build` and `push`. */
export function dockerEngine({ name, hasBuildx, env }: DockerProps): ContainerEngine {
  return {
    name,
    buildAndPush: async (build, watch) => {
      if (!hasBuildx && build.platforms.length > 1) throw needsBuildx(build);
      await using credentials = await dockerCredentials(build.login, env);
      const own = { ...env, DOCKER_CONFIG: credentials.folder };
      const steps = hasBuildx ? [buildxArguments(build)] : [buildArguments(build), ["push", build.reference]];
      for (const words of steps) {
        if (words[0] === "push") watch.onPush();
        await dockerStep({ name, build, words, env: own }, watch);
      }
    },
  };
}

interface DockerStep {
  readonly name: string;
  readonly build: ImageBuild;
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

async function dockerStep({ name, build, words, env }: DockerStep, watch: BuildWatch): Promise<void> {
  const onLine = (line: string): void => {
    watch.onLine(line);
    // Buildx tells of its push on a line of its own, e.g. `#12 pushing layers`.
    if (words[0] === "buildx" && /^#\d+ pushing layers/.test(line)) watch.onPush();
  };
  const end = await runProgram({ command: "docker", arguments: words, env, onLine, signal: watch.signal });
  if (end.code === 0) return;
  throw engineFailure({ image: build.image, engine: name, command: `docker ${words.join(" ")}`, end });
}

/** `--provenance=false`: ECS reads no attestations, and each would be one more image without a tag in the repository. */
const buildxArguments = (build: ImageBuild): readonly string[] => [
  "buildx",
  ...buildArguments(build).slice(0, -1),
  "--progress=plain",
  "--provenance=false",
  "--push",
  build.contextFolder,
];

const buildArguments = ({ platforms, dockerfile, reference, args, contextFolder }: ImageBuild): readonly string[] => [
  "build",
  `--platform=${platforms.join(",")}`,
  `--file=${dockerfile}`,
  `--tag=${reference}`,
  ...Object.entries(args).map(([key, value]) => `--build-arg=${key}=${value}`),
  contextFolder,
];

const needsBuildx = ({ image, platforms }: ImageBuild): UserError =>
  UserError.ofProblems([
    {
      path: `images.${image}`,
      code: "NeedsBuildx",
      message: `Image "${image}" is needed for ${platforms.join(" and ")}, and Docker without buildx makes one platform at a time.`,
      fix: "Install buildx (Docker's `docker-buildx-plugin`), or give the services that share the image the same `architecture`.",
    },
  ]);
