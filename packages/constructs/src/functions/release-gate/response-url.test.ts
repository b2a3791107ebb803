import { expect, it } from "vitest";
import { createResponseUrlAnswers } from "./response-url.js";

const to = {
  responseUrl: "https://example.com/signed?Signature=s3cret",
  requestId: "request",
  stackId: "stack",
  logicalResourceId: "gate",
  physicalResourceId: "release-gate/migrate",
};

it("puts CloudFormation's fields at the presigned address, as bytes without a content type", async () => {
  const puts: { url: string; method: string; body: Uint8Array }[] = [];
  const answers = createResponseUrlAnswers((url, init) => {
    puts.push({ url, ...init });
    return Promise.resolve({ ok: true, status: 200 });
  });
  await answers.send(to, { status: "FAILED", reason: "x".repeat(5000) });
  const [put] = puts;
  expect(put).toMatchObject({ url: to.responseUrl, method: "PUT" });
  expect(put?.body.byteLength).toBeLessThan(4096);
  expect(JSON.parse(new TextDecoder().decode(put?.body))).toMatchObject({
    Status: "FAILED",
    PhysicalResourceId: "release-gate/migrate",
    StackId: "stack",
    RequestId: "request",
    LogicalResourceId: "gate",
  });
});

it("fails without naming the address when the answer is refused, so that Lambda tries again", async () => {
  const answers = createResponseUrlAnswers(() => Promise.resolve({ ok: false, status: 403 }));
  const sending = answers.send(to, { status: "SUCCESS", reason: "" });
  await expect(sending).rejects.toThrow("answered with 403");
  await expect(sending).rejects.not.toThrow("s3cret");
});
