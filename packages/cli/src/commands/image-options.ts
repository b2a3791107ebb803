import { type Problem, UserError } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import { nearest } from "../terminal/nearest.js";

/** An image of the app, pinned on the command line. */
export interface PinnedImage {
  /** Its name in the description. */
  readonly image: string;
  /** Where it lies, e.g. `111122223333.dkr.ecr.us-east-1.amazonaws.com/app/staging/api`; `null`: in the environment's own repository. */
  readonly repository: string | null;
  /** `sha256:…` */
  readonly digest: string;
}

const PATTERN = /^(?<image>[^=]+)=(?:(?<repository>[^@\s]+)@)?(?<digest>sha256:[0-9a-f]{64})$/u;

const SHAPE = "Write `--image <name>=<repository>@sha256:<64 digits>`; a tag can move, a digest can't.";

function readOne(text: string, names: readonly string[]): PinnedImage | Problem {
  const { image, repository, digest } = PATTERN.exec(text)?.groups ?? {};
  const problem = (message: string, fix: string): Problem => ({ path: "", code: "InvalidImage", message, fix });
  if (image === undefined || digest === undefined) return problem(`"${text}" pins no image.`, SHAPE);
  if (names.includes(image)) return { image, repository: repository ?? null, digest };
  const meant = nearest(image, names);
  return problem(
    `The app has no image "${image}" that a release pins.`,
    meant === null ? `It has ${names.length === 0 ? "none" : names.join(", ")}.` : `Did you mean ${meant}?`,
  );
}

/** @throws UserError with every `--image` that can't be read. */
export function readImages(texts: readonly string[], app: ResolvedApp): readonly PinnedImage[] {
  const names = app.images.filter(({ source }) => source.kind !== "external").map(({ name }) => name);
  const read = texts.map((text) => readOne(text, names));
  const problems = read.filter((one) => "code" in one);
  if (problems.length > 0) throw UserError.ofProblems(problems);
  return read.filter((one) => "image" in one);
}
