/** What an error of the AWS SDK says, whichever of its shapes it has. */
export interface AwsErrorFacts {
  /** For example `AccessDeniedException`, or Node's `ENOTFOUND`; `Error` when it has no better name. */
  readonly code: string;
  readonly message: string;
  /** HTTP's; `null`: no answer came. */
  readonly status: number | null;
  /** What AWS's support asks for; `null`: no answer came. */
  readonly requestId: string | null;
  /** Host that was not reached; `null` for answers. */
  readonly host: string | null;
}

/**
 * The SDK puts the service's code in `name`; the query protocol's services repeat it as `Code`; Node's network errors have theirs in
 * `code`, and several tries at once (IPv4 and IPv6) come as an `AggregateError` that has the code of the first.
 */
export function awsErrorFacts(error: unknown): AwsErrorFacts {
  const metadata = field(error, "$metadata");
  const status = field(metadata, "httpStatusCode");
  const names = [field(error, "code"), field(error, "Code"), field(error, "name")].filter(isText);
  return {
    code: names.find((name) => name !== "Error") ?? "Error",
    message: text(field(error, "message")) ?? "",
    status: typeof status === "number" ? status : null,
    requestId: text(field(metadata, "requestId")),
    host: text(field(error, "hostname")) ?? text(field(error, "address")),
  };
}

/** Tells whether AWS answered with one of these codes, e.g. for "there is none" where that is an answer. */
export function isAwsCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes(awsErrorFacts(error).code);
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const text = (value: unknown): string | null => (isText(value) ? value : null);

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
