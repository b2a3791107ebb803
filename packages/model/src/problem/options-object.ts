import { z } from "zod";

/**
 * An object that takes the keys of `shape` and no others. zod reports an unknown key without saying which are known, so the
 * known ones travel as the issue's message to {@link knownKeysOf}.
 */
export const optionsObject = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? Object.keys(shape).join(" ") : undefined),
  });

/** Reads the known keys out of the message of an issue about an unknown one. */
export const knownKeysOf = (message: string): string[] => message.split(" ").filter((key) => key !== "");
