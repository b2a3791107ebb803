import { Fault, isUserError, UserError } from "@fairlead/errors";
import { type AwsErrorFacts, awsErrorFacts } from "./aws-error-facts.js";
import { withoutSecrets } from "./without-secrets.js";

/** What was being done when AWS refused, in words that finish "Could not …". */
export interface AwsCall {
  /** An infinitive, e.g. `read the events`. */
  readonly doing: string;
  /** Of what, as it is to be read, e.g. `stack llm-proxy-prod-Vpc`; `null`: `doing` says all. */
  readonly subject: string | null;
}

interface Explanation {
  readonly code: string;
  readonly says: string;
  readonly fix: string;
}

type Explain = (facts: AwsErrorFacts) => Explanation | null;

/** Every error of the SDK as one that says what, where and how to mend; AWS's request id is kept, and no secret is. */
export function explainAwsError(error: unknown, { doing, subject }: AwsCall): UserError {
  if (isUserError(error)) return error;
  const facts = awsErrorFacts(error);
  const { code, says, fix } = explain(facts);
  const about = subject === null ? "" : ` (${subject})`;
  const request = facts.requestId === null ? "" : ` AWS's request id is ${facts.requestId}.`;
  return UserError.of(code, { message: `Could not ${doing}${about}: ${says}${request}`, fix });
}

/** Runs calls of the SDK; what they throw comes out explained. Defects of ours and cancelled waits pass through as they are. */
export async function explained<Value>(call: AwsCall, run: () => Promise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Fault || error instanceof TypeError || error instanceof RangeError) throw error;
    if (error instanceof Error && error.name === "AbortError") throw error;
    throw explainAwsError(error, call);
  }
}

function explain(facts: AwsErrorFacts): Explanation {
  for (const kind of KINDS) {
    const explanation = kind(facts);
    if (explanation !== null) return explanation;
  }
  return {
    code: "AwsError",
    says: `AWS answered ${facts.code}: ${sentence(facts.message)}`,
    fix: "Mend what AWS names, and run the command again.",
  };
}

const SIGN_IN =
  "Sign in (`aws sso login --profile <profile>`, or `aws configure sso` for the first time), or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; in GitHub Actions use aws-actions/configure-aws-credentials with the role that `fairlead policy` describes.";

const ssoEnded: Explain = ({ code, message }) =>
  (code === "CredentialsProviderError" || code === "TokenProviderError" || code === "UnauthorizedException") &&
  /\bsso\b/iu.test(message)
    ? {
        code: "SsoSessionEnded",
        says: "The session of IAM Identity Center (SSO) has ended, or was never begun.",
        fix: `Run \`aws sso login${profileIn(message)}\`, and then the command again.`,
      }
    : null;

const noCredentials: Explain = ({ code, message }) =>
  code === "CredentialsProviderError" ||
  code === "TokenProviderError" ||
  ["MissingAuthenticationToken", "MissingAuthenticationTokenException"].includes(code)
    ? {
        code: "NoAwsCredentials",
        says: /could not load credentials/iu.test(message)
          ? "No AWS credentials were found in the variables, the profile or the machine's role."
          : `The AWS credentials could not be loaded: ${sentence(message)}`,
        fix: SIGN_IN,
      }
    : null;

const tokenFileMissing: Explain = ({ code, message }) =>
  code === "ENOENT" || code === "EACCES"
    ? {
        code: "NoAwsCredentials",
        says: `A file that the AWS credentials are to come from can't be read: ${sentence(message)}`,
        fix: "Set AWS_WEB_IDENTITY_TOKEN_FILE, AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE to files that exist, or unset them.",
      }
    : null;

const expired: Explain = ({ code }) =>
  ["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired"].includes(code)
    ? {
        code: "AwsCredentialsExpired",
        says: "The AWS credentials have expired.",
        fix: "Sign in again (`aws sso login`, or whatever issued them), and run the command again: it goes on from what is there.",
      }
    : null;

const clockSkewed: Explain = ({ code, message }) =>
  code === "RequestTimeTooSkewed" || /signature expired|signature not yet current/iu.test(message)
    ? {
        code: "ClockSkewed",
        says: "This machine's clock is too far from AWS's.",
        fix: "Set the clock by NTP, and run the command again.",
      }
    : null;

const WRONG_CREDENTIALS = [
  "AuthFailure",
  "IncompleteSignature",
  "InvalidAccessKeyId",
  "InvalidClientTokenId",
  "InvalidIdentityToken",
  "InvalidSignatureException",
  "InvalidToken",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
];

const wrongCredentials: Explain = ({ code }) =>
  WRONG_CREDENTIALS.includes(code)
    ? {
        code: "AwsCredentialsRefused",
        says: `AWS does not accept these credentials (${code}): they are mistyped, deleted, without their session token, or of a region that is not enabled in the account.`,
        fix: "Sign in anew, or check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; a region that AWS has off by default is enabled under Account, AWS Regions.",
      }
    : null;

const DENIED = [
  "AccessDenied",
  "AccessDeniedException",
  "AuthorizationError",
  "AuthorizationErrorException",
  "ForbiddenException",
  "NotAuthorized",
  "UnauthorizedOperation",
];

const denied: Explain = ({ code, message, status }) => {
  if (!DENIED.includes(code) && status !== 403) return null;
  const action = /perform: ([\w-]+:\w+)/u.exec(message)?.[1];
  const resource = /on resource: (?:arn:)?(\S+)/u.exec(message)?.[0].replace(/^on resource: /u, "");
  const what = action === undefined ? "this" : `\`${action}\``;
  return {
    code: "AwsAccessDenied",
    says: `Access denied: ${what} is not allowed${resource === undefined ? "" : ` on ${resource}`} to whoever the credentials are of.`,
    fix: deniedFix(message, what),
  };
};

function deniedFix(message: string, what: string): string {
  if (/service control policy/iu.test(message))
    return `A service control policy of the organisation denies ${what}; only who administers the organisation can allow it.`;
  if (/permissions boundary/iu.test(message))
    return `The permissions boundary of the role stops ${what}; it has to hold what \`fairlead policy\` prints.`;
  if (/explicit deny/iu.test(message))
    return `A policy denies ${what} by name, which no other can allow again; take that statement away.`;
  return `Allow it: \`fairlead policy\` prints everything that a deployment needs, as a policy to attach.`;
}

const THROTTLED = [
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "PriorRequestNotComplete",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
];

const throttled: Explain = ({ code, status, message }) =>
  THROTTLED.includes(code) || status === 429 || /^rate exceeded/iu.test(message)
    ? {
        code: "AwsThrottled",
        says: "AWS takes no more calls of this kind for now, and went on refusing after every retry.",
        fix: "Wait a minute, and run the command again; nothing that was done is lost. Other tools that poll the same account share its limits.",
      }
    : null;

const quotaExceeded: Explain = ({ code, message }) =>
  /(Quota|Limit)Exceeded/u.test(code)
    ? {
        code: "AwsQuotaExceeded",
        says: `A quota of the account is used up: ${sentence(message)}`,
        fix: "Ask for more under Service Quotas, or free what is no longer used.",
      }
    : null;

const regionMissing: Explain = ({ message }) =>
  /^region (is missing|not accepted)/iu.test(message)
    ? {
        code: "UnknownAwsRegion",
        says: sentence(message),
        fix: 'State the environment\'s region in the description, e.g. `region: "eu-west-1"`.',
      }
    : null;

const CERTIFICATE_CODES = [
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
];

const strangeCertificate: Explain = ({ code, message }) =>
  CERTIFICATE_CODES.includes(code)
    ? {
        code: "AwsCertificateNotTrusted",
        says: `The certificate of whoever answered for AWS is not trusted: ${sentence(message)}`,
        fix: "Behind a proxy that opens TLS, set NODE_EXTRA_CA_CERTS to the file of its certificate authority.",
      }
    : null;

const NETWORK_CODES = [
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "TimeoutError",
];

const noNetwork: Explain = ({ code, host, message }) => {
  if (!NETWORK_CODES.includes(code)) return null;
  const region = /^[\w.-]+?\.([a-z]{2,}(?:-[a-z]+)+-\d)\.amazonaws\.com/u.exec(host ?? "")?.[1];
  if (code === "ENOTFOUND" && region !== undefined)
    return {
      code: "AwsNotReached",
      says: `${host ?? "AWS"} is not known: there is no network, or no region ${region}, or it doesn't have this service.`,
      fix: "Check the environment's `region` for a slip, and whether other addresses can be reached from here.",
    };
  return {
    code: "AwsNotReached",
    says: `No connection to ${host ?? "AWS"} (${code}): ${sentence(message)}`,
    fix: "Check the network, HTTPS_PROXY, and AWS_ENDPOINT_URL if it is set; then run the command again.",
  };
};

const notFound: Explain = ({ code, message, status }) =>
  status === 404 || /NotFound|NoSuch|DoesNotExist/u.test(code) || /does not exist/iu.test(message)
    ? {
        code: "AwsNotFound",
        says: `It does not exist: ${sentence(message)}`,
        fix: "Check the account and the region (`fairlead preflight` names both); what was never deployed isn't there yet.",
      }
    : null;

const failedThere: Explain = ({ code, message, status }) =>
  status !== null && status >= 500
    ? {
        code: "AwsFailed",
        says: `AWS itself failed, after every retry (${code}, ${status}): ${sentence(message)}`,
        fix: "Look at health.aws.amazon.com, and run the command again later; nothing that was done is lost.",
      }
    : null;

// The first that knows the error explains it: what tells one kind surely stands before what a status alone suggests.
const KINDS: readonly Explain[] = [
  ssoEnded,
  noCredentials,
  expired,
  clockSkewed,
  wrongCredentials,
  regionMissing,
  strangeCertificate,
  noNetwork,
  tokenFileMissing,
  throttled,
  denied,
  quotaExceeded,
  notFound,
  failedThere,
];

function profileIn(message: string): string {
  const profile = /profile=([\w.-]+)/u.exec(message)?.[1];
  return profile === undefined ? "" : ` --profile ${profile}`;
}

function sentence(message: string): string {
  const clean = withoutSecrets(message);
  if (clean === "") return "no more is said.";
  return /[.!?]$/u.test(clean) ? clean : `${clean}.`;
}
