import { expect, it } from "vitest";
import { fixedCredentialsSigner } from "./request-signer.js";

const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const NOW = new Date("2015-08-30T12:36:00Z");
const SUITE = { host: "example.amazonaws.com", service: "service", path: "/", contentType: null, body: "" };
const FORM = "application/x-www-form-urlencoded";

/** AWS's published requests and signatures: the Signature Version 4 test suite, and the ListUsers example of the IAM guide. */
it.each([
  [
    "get-vanilla",
    { ...SUITE, method: "GET" },
    "host;x-amz-date",
    "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
  ],
  [
    "get-vanilla-query-order-key-case",
    { ...SUITE, method: "GET", path: "/?Param2=value2&Param1=value1" },
    "host;x-amz-date",
    "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
  ],
  [
    "post-vanilla",
    { ...SUITE, method: "POST" },
    "host;x-amz-date",
    "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
  ],
  [
    "post-x-www-form-urlencoded",
    { ...SUITE, method: "POST", contentType: FORM, body: "Param1=value1" },
    "content-type;host;x-amz-date",
    "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
  ],
  [
    "IAM ListUsers",
    {
      host: "iam.amazonaws.com",
      service: "iam",
      method: "GET",
      path: "/?Action=ListUsers&Version=2010-05-08",
      contentType: `${FORM}; charset=utf-8`,
      body: "",
    },
    "content-type;host;x-amz-date",
    "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
  ],
])("signs AWS's own example %s as AWS does", async (_, request, signedHeaders, signature) => {
  const { service, host, method, path, contentType, body } = request;
  const headers = { host, ...(contentType === null ? {} : { "content-type": contentType }) };
  const signer = fixedCredentialsSigner({ region: "us-east-1", service }, CREDENTIALS, NOW);
  const signed = await signer.sign({ method, path, headers, body: Buffer.from(body) });
  expect(signed["x-amz-date"]).toBe("20150830T123600Z");
  expect(signed["authorization"]).toBe(
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/${service}/aws4_request, SignedHeaders=${signedHeaders}, Signature=${signature}`,
  );
});
