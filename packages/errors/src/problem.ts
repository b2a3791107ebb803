/** Something wrong in the reader's input: where it is, what it is, and how to mend it. */
export interface Problem {
  /** Where in the description, e.g. `services.proxy.tasks.min`; empty when the whole input is meant. */
  readonly path: string;
  /** A stable word in PascalCase; safe to match on. */
  readonly code: string;
  /** What is wrong, as a full sentence. */
  readonly message: string;
  /** What to do about it, as a full sentence. */
  readonly fix: string;
  /** Where that part of the description was written, when it is known. */
  readonly source?: SourceLocation | undefined;
}

/** A place in a file of the reader's. */
export interface SourceLocation {
  /** Path relative to the folder of the configuration file, with forward slashes. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Writes a place as terminals and editors link it: `fairlead.config.ts:12`. */
export const describeLocation = ({ file, line }: SourceLocation): string => `${file}:${line}`;
