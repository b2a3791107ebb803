import { readFileSync } from "node:fs";
import { join } from "node:path";
import { StartupError } from "../src/errors/startup-error.js";

const DOCKERFILE = join(import.meta.dirname, "..", "Dockerfile");

/** The variables that the image sets, so that what is measured is what is run. */
export function imageEnvironment(): Readonly<Record<string, string>> {
  const line = /^ENV (.+)$/m.exec(readFileSync(DOCKERFILE, "utf8"))?.[1];
  if (line === undefined) throw new StartupError(`${DOCKERFILE} has no line ENV.`);
  return Object.fromEntries(
    [...line.matchAll(/(\w+)=(?:"([^"]*)"|(\S*))/g)].map(([, name = "", quoted, plain = ""]): [string, string] => [
      name,
      quoted ?? plain,
    ]),
  );
}
