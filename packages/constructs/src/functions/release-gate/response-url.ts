import { Fault } from "@fairlead/errors";
import { answerBody } from "./gate-answer.js";
import type { StackAnswers } from "./release-gate.js";

type Fetch = (
  url: string,
  init: { method: "PUT"; body: Uint8Array<ArrayBuffer> },
) => Promise<{ ok: boolean; status: number }>;

/**
 * Answers at the presigned address that came with the request. The body goes as bytes, because a text body would
 * carry a content type, which the signature does not cover.
 */
export const createResponseUrlAnswers = (put: Fetch): StackAnswers => ({
  async send(to, answer) {
    const response = await put(to.responseUrl, {
      method: "PUT",
      body: new TextEncoder().encode(answerBody(to, answer)),
    });
    // The address itself stays out of the message: whoever reads it could answer in the gate's name.
    if (!response.ok) throw new Fault("AnswerRefused", `CloudFormation's address answered with ${response.status}.`);
  },
});
