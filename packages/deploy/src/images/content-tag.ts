import { createHash } from "node:crypto";

export interface BuildInputs {
  readonly contentHash: string;
  readonly platforms: readonly string[];
  readonly args: Readonly<Record<string, string>>;
}

/** Changes when what is made of the same inputs changes, as by another option of the engines. */
const RECIPE = 1;

/**
 * A tag that says what an image was built from: the same inputs give the same tag on every machine, and what is pushed under it
 * need not be built again. What a base image's tag points to is no input: a rebuild takes a change, or a digest in `FROM`.
 */
export function contentTag({ contentHash, platforms, args }: BuildInputs): string {
  const inputs = [RECIPE, contentHash, platforms.toSorted(), Object.entries(args).toSorted()];
  return `content-${createHash("sha256").update(JSON.stringify(inputs)).digest("hex").slice(0, 40)}`;
}
