import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { Fault, isUserError, UserError } from "@fairlead/errors";
import { describe, expect, it } from "vitest";
import { explained, explainAwsError } from "./explain-aws-error.js";

const CALL = { doing: "read the events", subject: "stack shop-prod-Vpc" };

// The shapes are those that the SDK's clients gave (3.1162, 2026-11).
const answer = (name: string, message: string, httpStatusCode = 400) =>
  Object.assign(new Error(message), {
    name,
    $fault: httpStatusCode >= 500 ? "server" : "client",
    $metadata: { httpStatusCode, requestId: "1b2c-3d", attempts: 6, totalRetryDelay: 900 },
  });

const network = (code: string, more: Readonly<Record<string, unknown>> = {}) =>
  Object.assign(new Error(`connect ${code}`), { code, $metadata: { attempts: 6, totalRetryDelay: 900 }, ...more });

const credentials = (message: string) =>
  Object.assign(new Error(message), { name: "CredentialsProviderError", tryNextLink: false });

const DENIED =
  "User: arn:aws:sts::111122223333:assumed-role/deploy/me is not authorized to perform: ecs:DescribeServices on resource: arn:aws:ecs:eu-west-1:111122223333:service/shop/api because no identity-based policy allows the ecs:DescribeServices action";

const KINDS: readonly (readonly [code: string, what: string, error: unknown])[] = [
  ["NoAwsCredentials", "no credentials", credentials("Could not load credentials from any providers")],
  [
    "SsoSessionEnded",
    "an ended session of SSO",
    credentials(
      "The SSO session token associated with profile=work was not found or is invalid. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
    ),
  ],
  ["NoAwsCredentials", "a token file that isn't there", network("ENOENT", { path: "/nope" })],
  ["AwsCredentialsExpired", "expired credentials", answer("ExpiredTokenException", "The token has expired", 403)],
  ["AwsCredentialsRefused", "wrong keys", answer("InvalidClientTokenId", "The security token is invalid.", 403)],
  ["ClockSkewed", "a wrong clock", answer("SignatureDoesNotMatch", "Signature expired: 1 is now earlier than 2", 403)],
  ["AwsAccessDenied", "access denied", answer("AccessDeniedException", DENIED)],
  ["AwsAccessDenied", "EC2's access denied", answer("UnauthorizedOperation", "You are not authorized.", 403)],
  ["AwsThrottled", "throttling", answer("ThrottlingException", "Rate exceeded")],
  ["AwsThrottled", "CloudFormation's throttling", answer("Throttling", "Rate exceeded")],
  ["AwsQuotaExceeded", "a quota that is used up", answer("VpcLimitExceeded", "The maximum number of VPCs is reached")],
  ["AwsNotReached", "no network", network("ENOTFOUND", { hostname: "sts.eu-nowhere-9.amazonaws.com" })],
  ["AwsNotReached", "a refused connection", network("ECONNREFUSED", { address: "127.0.0.1" })],
  ["AwsCertificateNotTrusted", "a proxy that opens TLS", network("SELF_SIGNED_CERT_IN_CHAIN")],
  ["UnknownAwsRegion", "no region", new Error("Region is missing")],
  ["AwsNotFound", "a missing secret", answer("ResourceNotFoundException", "Secrets Manager can't find it.")],
  ["AwsNotFound", "a missing stack", answer("ValidationError", "Stack with id shop-prod-Vpc does not exist")],
  ["AwsFailed", "a failure of AWS", answer("InternalFailure", "", 500)],
  ["AwsError", "anything else, in AWS's words", answer("InvalidParameterException", "Container is null")],
];

describe("an explained error of AWS", () => {
  it.each(KINDS)("is %s for %s, and says what was being done and how to mend it", (code, _, error) => {
    const [problem] = explainAwsError(error, CALL).problems;
    expect(problem?.code).toBe(code);
    expect(problem?.message).toMatch(/^Could not read the events \(stack shop-prod-Vpc\): .*\.$/u);
    expect(problem?.fix).toMatch(/\.$/u);
  });

  it("keeps AWS's request id", () => {
    expect(explainAwsError(answer("Throttling", "Rate exceeded"), CALL).message).toContain("request id is 1b2c-3d");
  });

  it("names the action and the resource that were denied, and the command that prints the policy", () => {
    const [problem] = explainAwsError(answer("AccessDeniedException", DENIED), CALL).problems;
    expect(problem?.message).toContain("`ecs:DescribeServices`");
    expect(problem?.message).toContain("arn:aws:ecs:eu-west-1:111122223333:service/shop/api");
    expect(problem?.fix).toContain("fairlead policy");
  });

  it.each([
    ["with an explicit deny in a service control policy", "organisation"],
    ["because no permissions boundary allows the ecs:RunTask action", "boundary"],
    ["with an explicit deny in an identity-based policy", "denies"],
  ])("tells who can allow it when it was denied %s", (because, word) => {
    const message = `User: me is not authorized to perform: ecs:RunTask on resource: * ${because}`;
    expect(explainAwsError(answer("AccessDenied", message), CALL).problems[0]?.fix).toContain(word);
  });

  it("names the profile to sign in with", () => {
    const error = credentials("The SSO session token associated with profile=work was not found or is invalid.");
    expect(explainAwsError(error, CALL).problems[0]?.fix).toContain("aws sso login --profile work");
  });

  it("says that a region may not exist where its host is unknown", () => {
    const error = network("ENOTFOUND", { hostname: "sts.eu-nowhere-9.amazonaws.com" });
    expect(explainAwsError(error, CALL).message).toContain("no region eu-nowhere-9");
  });

  it.each([
    [
      "SignatureDoesNotMatch",
      "It does not match. The Canonical String for this request should have been 'POST x-amz-security-token:hunter2'",
    ],
    ["ValidationException", "1 validation error detected: Value 'hunter2' at 'secretString' failed to satisfy"],
    ["UnauthorizedOperation", "Not you. Encoded authorization failure message: hunter2"],
    ["Weird", `${"A1b2".repeat(40)}hunter2`],
  ])("repeats no secret that AWS quotes (%s)", (name, message) => {
    const error = explainAwsError(answer(name, message), CALL);
    expect(JSON.stringify([error.problems, error.message, error.cause])).not.toContain("hunter2");
  });

  it("leaves an explained error as it is", () => {
    const mended = UserError.of("Known", { message: "It is known.", fix: "Mend it." });
    expect(explainAwsError(mended, CALL)).toBe(mended);
  });
});

describe("calls of the SDK that are explained", () => {
  it("come out explained where a real client reaches nobody", async () => {
    const client = new STSClient({
      region: "eu-west-1",
      endpoint: "http://127.0.0.1:9",
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
      maxAttempts: 1,
    });
    const refused = explained(CALL, async () => client.send(new GetCallerIdentityCommand({})));
    await expect(refused).rejects.toSatisfy(isUserError);
    await expect(refused).rejects.toThrow("ECONNREFUSED");
  });

  it("pass on a defect of ours, and a wait that was cancelled", async () => {
    const fault = new Fault("MissingValue", "STS's Account is missing.");
    await expect(explained(CALL, async () => Promise.reject(fault))).rejects.toBe(fault);
    const aborted = Object.assign(new Error("Request aborted"), { name: "AbortError" });
    await expect(explained(CALL, async () => Promise.reject(aborted))).rejects.toBe(aborted);
  });
});
