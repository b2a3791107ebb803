import { UserError } from "@fairlead/errors";
import type { ProgramEnd } from "./run-program.js";

interface Failure {
  readonly image: string;
  readonly engine: string;
  /** As a person would type it. */
  readonly command: string;
  readonly end: ProgramEnd;
}

interface Cause {
  readonly says: RegExp;
  readonly fix: string;
}

/** What the programs say when the cause lies outside of the Dockerfile, and how it is mended. */
const CAUSES: readonly Cause[] = [
  {
    says: /exec format error|exec user process caused/iu,
    fix: "This machine can't run programs of the image's platform: install emulation (`docker run --privileged --rm tonistiigi/binfmt --install all`), or build on a machine of that platform, as a CI runner for arm64.",
  },
  {
    says: /multiple platforms|multi-?platform build is not supported/iu,
    fix: "Its services run on two platforms, and this builder makes one at a time: `docker buildx create --use` makes one that makes both; or give its services the same `architecture`.",
  },
  {
    says: /no space left on device/iu,
    fix: "The disk is full: `docker system prune` (or your engine's) frees what no image needs.",
  },
  {
    says: /cannot connect to the docker daemon|is the docker daemon running/iu,
    fix: "Start the container engine.",
  },
  {
    says: /denied: .*(not authorized|authorization token)|no basic auth credentials|401 unauthorized/iu,
    fix: "The registry refuses: `fairlead policy` prints what a deployment may need to push; a base image that is not public needs a login of the engine's own.",
  },
  {
    says: /toomanyrequests|pull rate limit/iu,
    fix: "Docker Hub takes no more anonymous pulls from here: log the engine in, or name the base image at public.ecr.aws/docker/library.",
  },
];

/** A build or a push that failed, with what the program said last. */
export function engineFailure({ image, engine, command, end }: Failure): UserError {
  const said = end.lastLines.join("\n");
  const fix =
    CAUSES.find(({ says }) => says.test(said))?.fix ??
    "Mend what it says, and run the command again; or build it by hand.";
  return UserError.ofProblems([
    {
      path: `images.${image}`,
      code: "ImageBuildFailed",
      message: `${engine} could not make image "${image}" (${command}):\n${said === "" ? "It said nothing." : said}`,
      fix,
    },
  ]);
}
