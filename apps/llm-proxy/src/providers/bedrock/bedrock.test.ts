import { createHash, createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { outlineCall } from "../../upstream/call-outline.js";
import { bedrock, BEDROCK_TASK_ROLE } from "./bedrock.js";
import { fixedCredentialsSigner } from "./request-signer.js";

const CREDENTIALS = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  sessionToken: "session",
};
const NOW = new Date("2026-11-21T02:00:00Z");
const REGION = "eu-central-1";

const callOf = (path: string) => {
  const body = Buffer.from('{"model":"a","messages":[]}');
  return {
    method: "POST",
    path,
    model: "openai.gpt-oss-120b-1:0",
    isStream: false,
    contentType: "application/json",
    headers: ["x-callers", "1"],
    body,
    outline: outlineCall(body),
    form: null,
    needsStreamUsage: false,
  };
};

it("signs the call as Signature Version 4 prescribes", async () => {
  const provider = bedrock({
    region: REGION,
    signer: fixedCredentialsSigner({ region: REGION, service: "bedrock" }, CREDENTIALS, NOW),
  });
  const { path, headers, body } = await provider.toUpstream(callOf("/chat/completions"), BEDROCK_TASK_ROLE);
  const sent = new Map(
    headers
      .map((value, index): [string, string] => [value, headers[index + 1] ?? ""])
      .filter((_, index) => index % 2 === 0),
  );
  expect(path).toBe("/openai/v1/chat/completions");
  expect([...sent.keys()].sort()).toEqual([
    "authorization",
    "content-type",
    "host",
    "x-amz-date",
    "x-amz-security-token",
  ]);
  // The same steps, from docs.aws.amazon.com/IAM "Create a signed AWS API request" (read 2026-11).
  const sha256 = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const names = ["content-type", "host", "x-amz-date", "x-amz-security-token"];
  const canonical = [
    "POST",
    path,
    "",
    ...names.map((name) => `${name}:${sent.get(name) ?? ""}`),
    "",
    names.join(";"),
    sha256(body),
  ].join("\n");
  const scope = `20261121/${REGION}/bedrock/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", "20261121T020000Z", scope, sha256(canonical)].join("\n");
  const key = ["20261121", REGION, "bedrock", "aws4_request"].reduce<string | Buffer>(
    hmac,
    `AWS4${CREDENTIALS.secretAccessKey}`,
  );
  expect(sent.get("authorization")).toBe(
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope}, SignedHeaders=${names.join(";")}, Signature=${hmac(key, toSign).toString("hex")}`,
  );
});

it("sends an API key as a bearer token", async () => {
  const { headers } = await bedrock({ region: REGION }).toUpstream(callOf("/chat/completions"), "bedrock-api-key");
  expect(headers).toEqual(["authorization", "Bearer bedrock-api-key", "content-type", "application/json"]);
});

it("refuses what Bedrock does not serve there", () => {
  expect(() => bedrock({ region: REGION }).toUpstream(callOf("/embeddings"), "k")).toThrow(
    expect.objectContaining({ status: 404, code: "unknown_url" }),
  );
});
