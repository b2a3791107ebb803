import type { Problem } from "@fairlead/errors";

/** A range as it is written. */
export interface WrittenRange {
  /** Path of the object that both ends stand in. */
  readonly path: string;
  readonly minKey: string;
  readonly maxKey: string;
  readonly min: number;
  readonly max: number;
}

/** The problem of a range whose ends are the wrong way round. */
export const minAboveMax = ({ path, minKey, maxKey, min, max }: WrittenRange): Problem[] =>
  min <= max
    ? []
    : [
        {
          path: `${path}.${minKey}`,
          code: "MinAboveMax",
          message: `${path}.${minKey} is ${min}, but ${path}.${maxKey} is ${max}.`,
          fix: `Set ${minKey} to at most ${max}, or ${maxKey} to at least ${min}.`,
        },
      ];
