import { request } from "undici";

/** A streaming chat call as a caller sees it. */
export interface OpenStream {
  readonly status: number;
  readonly requestId: string;
  /** Resolves with all of the text once it has ended, in whatever way. */
  readonly ended: Promise<StreamEnd>;
}

interface StreamEnd {
  readonly text: string;
  /** `done`: `[DONE]` came. `error-event`: an error came as the last event. `cut`: neither. */
  readonly kind: "done" | "error-event" | "cut";
}

/** Resolves once the first bytes with content are there. */
export async function openStream(origin: string, token: string): Promise<OpenStream> {
  const response = await request(`${origin}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "test-model", stream: true, messages: [{ role: "user", content: "Hi" }] }),
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const begun = Promise.withResolvers<undefined>();
  const ended = readAll(response.body, () => {
    begun.resolve(undefined);
  });
  await Promise.race([begun.promise, ended]);
  return { status: response.statusCode, requestId: String(response.headers["x-request-id"]), ended };
}

async function readAll(body: AsyncIterable<unknown>, onContent: () => void): Promise<StreamEnd> {
  let text = "";
  try {
    for await (const chunk of body) {
      text += String(chunk);
      if (text.includes('"content":"')) onContent();
    }
  } catch {
    // Cut; what came so far tells.
  }
  return { text, kind: kindOf(text) };
}

function kindOf(text: string): StreamEnd["kind"] {
  const last = text.trimEnd().split("\n\n").at(-1) ?? "";
  if (last === "data: [DONE]") return "done";
  return last.startsWith('data: {"error"') ? "error-event" : "cut";
}
