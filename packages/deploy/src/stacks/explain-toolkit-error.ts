import { UserError } from "@fairlead/errors";
import { explainAwsError } from "../aws/explain-aws-error.js";

/** What the toolkit throws, as far as it is looked into: the classes of its errors come with it, and it is loaded late. */
interface ToolkitErrorFacts {
  readonly type: string;
  readonly message: string;
  readonly cause: unknown;
}

function factsOf(error: unknown): ToolkitErrorFacts | null {
  if (!(error instanceof Error) || !("type" in error) || typeof error.type !== "string") return null;
  return { type: error.type, message: plain(error.message), cause: error.cause };
}

// The toolkit colours its messages.
const COLOURS = /\u001b\[[0-9;]*m/gu; // eslint-disable-line no-control-regex -- the escape is what is sought

/** A message of the toolkit's in one line without colours. */
const plain = (message: string): string => message.replaceAll(COLOURS, "").replaceAll(/\s+/gu, " ").trim();

/** Every error of the CDK's toolkit, or of the SDK below it, as one of ours. */
export function explainToolkitError(error: unknown, stack: string): UserError {
  const facts = factsOf(error);
  if (facts === null) return explainAwsError(error, { doing: "deploy", subject: `stack ${stack}` });
  const { type, message, cause } = facts;
  switch (type) {
    case "authentication":
      return UserError.of("NoAwsCredentials", {
        message: `Could not deploy the stack ${stack}: ${message}`,
        fix: "Sign in (`aws sso login`), or set AWS_PROFILE or keys; the deploy role of the bootstrap must trust whoever you are.",
        cause: error,
      });
    case "bootstrap":
      return UserError.of("NotBootstrapped", {
        message: `Could not deploy the stack ${stack}: ${message}`,
        fix: "Run `fairlead bootstrap` once for each account and region.",
        cause: error,
      });
    case "lock":
      return UserError.of("AssemblyLocked", {
        message: `Could not deploy the stack ${stack}: another command reads or writes the same folder of templates. ${message}`,
        fix: "Wait until the other one has ended.",
        cause: error,
      });
    default:
      return cause instanceof Error && "$metadata" in cause
        ? explainAwsError(cause, { doing: "deploy", subject: `stack ${stack}` })
        : UserError.of("StackFailed", {
            message: `The stack ${stack} could not be deployed: ${message}`,
            fix: "Mend what is named, and deploy again.",
            cause: error,
          });
  }
}
