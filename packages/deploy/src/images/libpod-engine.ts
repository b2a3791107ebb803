import type { BuildWatch, ContainerEngine, ImageBuild } from "./container-engine.js";
import { engineFailure } from "./engine-failure.js";
import { credentialsOf } from "./registry-credentials.js";
import { runProgram } from "./run-program.js";

interface LibpodProps {
  readonly command: "podman" | "buildah";
  readonly name: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Podman and Buildah, which take the same words: they build into their own store, and push from there. */
export function libpodEngine({ command, name, env }: LibpodProps): ContainerEngine {
  const run = async (build: ImageBuild, words: readonly string[], watch: BuildWatch): Promise<void> => {
    const end = await runProgram({ command, arguments: words, env, onLine: watch.onLine, signal: watch.signal });
    if (end.code !== 0)
      throw engineFailure({ image: build.image, engine: name, command: `${command} ${words.join(" ")}`, end });
  };
  return {
    name,
    buildAndPush: async (build, watch) => {
      await run(build, buildArguments(build), watch);
      watch.onPush();
      await using credentials = await credentialsOf(build.login);
      await run(build, pushArguments(build, credentials.file), watch);
    },
  };
}

const isForMany = ({ platforms }: ImageBuild): boolean => platforms.length > 1;

function buildArguments(build: ImageBuild): readonly string[] {
  const { platforms, dockerfile, ignoreFile, reference, args, contextFolder } = build;
  return [
    "build",
    `--platform=${platforms.join(",")}`,
    `--file=${dockerfile}`,
    // They look for a .containerignore first, which the content's hash would not have gone by.
    ...(ignoreFile === null ? [] : [`--ignorefile=${ignoreFile}`]),
    isForMany(build) ? `--manifest=${reference}` : `--tag=${reference}`,
    ...Object.entries(args).map(([key, value]) => `--build-arg=${key}=${value}`),
    contextFolder,
  ];
}

const pushArguments = (build: ImageBuild, authFile: string): readonly string[] =>
  isForMany(build)
    ? ["manifest", "push", "--all", `--authfile=${authFile}`, build.reference, `docker://${build.reference}`]
    : ["push", `--authfile=${authFile}`, build.reference, `docker://${build.reference}`];
