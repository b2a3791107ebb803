import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { answer, frame, startScriptedUpstream, stream, type ScriptedUpstream } from "../testing/scripted-upstream.js";
import { hops, startDataPlane, TEST_TOKEN, testGrant, type DataPlaneFixture } from "../testing/data-plane-fixture.js";
import type { ModelMap } from "../upstream/model-map.js";

let first: ScriptedUpstream;
let second: ScriptedUpstream;
beforeAll(async () => {
  first = await startScriptedUpstream();
  second = await startScriptedUpstream();
});
beforeEach(() => {
  first.reset();
  second.reset();
});
afterAll(async () => {
  await first.close();
  await second.close();
});

const SOUND = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 256));

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  form.append("file", new Blob([SOUND]), "speech.wav");
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

async function transcribe(fixture: DataPlaneFixture, fields: Readonly<Record<string, string>>) {
  const answered = await fetch(`${fixture.origin}/v1/audio/transcriptions`, {
    method: "POST",
    headers: { authorization: `Bearer ${TEST_TOKEN}` },
    body: formOf(fields),
  });
  return { status: answered.status, headers: answered.headers, text: await answered.text() };
}

const ALLOWED = testGrant({ policy: { endpoints: [], models: ["whisper-*"], origins: [] } });

it("checks a form's model against the allow-list", async () => {
  await using fixture = await startDataPlane({ chain: hops(first.origin), grant: ALLOWED });
  first.otherwise(() => answer(200, { text: "Hello." }));
  const statuses = [
    (await transcribe(fixture, { model: "whisper-1" })).status,
    (await transcribe(fixture, { model: "gpt-9" })).status,
    (await transcribe(fixture, {})).status,
  ];
  expect([statuses, first.requests.length]).toEqual([[200, 403, 403], 1]);
  await fixture.ended(3);
  expect(fixture.events.map(({ model }) => model)).toEqual(["whisper-1", "gpt-9", null]);
});

it("chooses the provider by a form's model, and asks for it by the provider's name, every other byte as it came", async () => {
  const maps: ModelMap[] = [{ "llama-*": "*" }, { "whisper-*": "whisper-large-v3-turbo" }];
  const chain = hops(first.origin, second.origin).map((hop, index) => ({ ...hop, models: maps[index] ?? {} }));
  await using fixture = await startDataPlane({ chain });
  second.otherwise(() => answer(200, { text: "Hello." }));
  const { status, headers } = await transcribe(fixture, { model: "whisper-1", language: "en" });
  expect([status, headers.get("x-llm-proxy-provider"), first.requests.length]).toEqual([200, "openai", 0]);
  // Each name stands there once; around it, the form is what the caller sent.
  const [request] = second.requests;
  const boundary = (request?.headers["content-type"] ?? "").split("boundary=")[1] ?? "";
  const sent = new Response(formOf({ model: "whisper-large-v3-turbo", language: "en" }));
  const ownBoundary = (sent.headers.get("content-type") ?? "").split("boundary=")[1] ?? "";
  const expected = Buffer.from(await sent.arrayBuffer())
    .toString("latin1")
    .replaceAll(ownBoundary, boundary);
  expect(request?.body.toString("latin1") === expected).toBe(true);
  const missing = await transcribe(fixture, { model: "other" });
  expect([missing.status, missing.text]).toEqual([404, expect.stringContaining("model_not_found")]);
});

it("reserves nothing for the bytes of a file: they are no text", async () => {
  await using fixture = await startDataPlane({ chain: hops(first.origin), settings: { assumedOutputTokens: 50 } });
  await transcribe(fixture, { model: "whisper-1" });
  expect(fixture.limiter.asks.map(({ estimatedTokens }) => estimatedTokens)).toEqual([50]);
});

it("serves the official client, streams too", async () => {
  await using fixture = await startDataPlane({ chain: hops(first.origin) });
  const client = new OpenAI({ apiKey: TEST_TOKEN, baseURL: `${fixture.origin}/v1`, maxRetries: 0 });
  const file = new File([SOUND], "speech.wav");
  first.enqueue(answer(200, { text: "Hello." }));
  expect((await client.audio.transcriptions.create({ model: "whisper-1", file })).text).toBe("Hello.");
  first.enqueue(
    stream([
      frame({ type: "transcript.text.delta", delta: "Hel" }),
      frame({ type: "transcript.text.done", text: "Hello" }),
    ]),
  );
  const types: string[] = [];
  for await (const event of await client.audio.transcriptions.create({
    model: "gpt-4o-transcribe",
    file,
    stream: true,
  }))
    types.push(event.type);
  expect(types).toEqual(["transcript.text.delta", "transcript.text.done"]);
  await fixture.ended(2);
  expect(fixture.events.map(({ isStream, outcome }) => [isStream, outcome])).toEqual([
    [false, "success"],
    [true, "success"],
  ]);
});
