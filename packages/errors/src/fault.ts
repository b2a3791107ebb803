/** A defect of Fairlead's own: something that the code holds to be impossible. Shown with its stack and how to report it. */
export class Fault extends Error {
  override readonly name = "Fault";
  /** A stable word in PascalCase. */
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** Takes a value that must be there by what was checked before; its absence is a {@link Fault}, not the reader's mistake. */
export function expectPresent<Value>(value: Value | null | undefined, what: string): Value {
  if (value === undefined || value === null)
    throw new Fault("MissingValue", `${what} is missing after it was checked.`);
  return value;
}
