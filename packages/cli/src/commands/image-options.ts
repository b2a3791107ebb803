import { type Problem, UserError } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import { nearest } from "../terminal/nearest.js";

/** An image of the app, by its name in the description, and what is taken for it. */
type NamedImage = readonly [image: string, reference: string];

function readOne(text: string, names: readonly string[]): NamedImage | Problem {
  const [image = "", ...rest] = text.split("=");
  const reference = rest.join("=");
  const problem = (message: string, fix: string): Problem => ({ path: "", code: "InvalidImage", message, fix });
  if (image === "" || reference === "") {
    return problem(`"${text}" names no image.`, "Write `--image <name>=<repository>@sha256:<64 digits>`.");
  }
  if (names.includes(image)) return [image, reference];
  const meant = nearest(image, names);
  return problem(
    `The app has no image "${image}" that a release pins.`,
    meant === null ? `It has ${names.length === 0 ? "none" : names.join(", ")}.` : `Did you mean ${meant}?`,
  );
}

const isProblem = (read: NamedImage | Problem): read is Problem => "code" in read;

/**
 * What `--image` says, by name. Whether a reference says for good which image is meant is the verb's to judge.
 *
 * @throws UserError with every `--image` that can't be read.
 */
export function readImages(texts: readonly string[], app: ResolvedApp): Readonly<Record<string, string>> {
  const names = app.images.filter(({ source }) => source.kind !== "external").map(({ name }) => name);
  const read = texts.map((text) => readOne(text, names));
  const problems = read.filter(isProblem);
  if (problems.length > 0) throw UserError.ofProblems(problems);
  return Object.fromEntries(read.filter((one): one is NamedImage => !isProblem(one)));
}
