import { readFile } from "node:fs/promises";
import OpenAI from "openai";
import { expect, it } from "vitest";
import { spawnGateway } from "../testing/gateway-process.js";

it("answers a streaming chat of the openai client without any key, shows the event and ends cleanly", async () => {
  const demo = spawnGateway("demo", {
    PORT: "0",
    // The admin page must be compiled for a browser; everything else runs from its source.
    LISTEN_SURFACES: "data,health,management,metrics",
  });
  const shown = (pattern: RegExp): Promise<string> => until(demo, pattern, 1);
  const baseURL = await shown(/baseURL: "([^"]+)"/);
  const apiKey = await shown(/apiKey: "([^"]+)"/);
  const eventFile = await shown(/Events +(\S+)/);
  const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
  const stream = await client.chat.completions.create({
    model: "demo-model",
    stream: true,
    messages: [{ role: "user", content: "Hello" }],
  });
  const words: string[] = [];
  for await (const chunk of stream) words.push(chunk.choices[0]?.delta.content ?? "");
  expect(words.join("")).toContain("Hello from the demo upstream");
  const event: unknown = JSON.parse(await shown(/^event (.+)$/m));
  expect(event).toMatchObject({ outcome: "success", provider: "openai", isStream: true });
  expect(JSON.parse((await readFile(eventFile, "utf8")).trim())).toEqual(event);
  // npm hands the terminal's signal on, so that it comes twice.
  demo.child.kill("SIGINT");
  demo.child.kill("SIGINT");
  expect(await demo.ended).toEqual({ code: 0, signal: null });
  await expect(readFile(eventFile)).rejects.toThrow("ENOENT");
  expect(demo.output()).toMatch(/The demo has ended; its folder is deleted\.\n$/);
});

it("ends in good order when it is told to while it starts", async () => {
  const demo = spawnGateway("demo", { PORT: "0", LISTEN_SURFACES: "data,management" });
  await until(demo, /Starting the embedded database/, 0);
  demo.child.kill("SIGINT");
  expect(await demo.ended, demo.output()).toEqual({ code: 0, signal: null });
  expect(demo.output()).not.toContain("curl");
});

async function until(demo: ReturnType<typeof spawnGateway>, pattern: RegExp, group: number): Promise<string> {
  const life = { isOver: false };
  void demo.ended.then(() => (life.isOver = true));
  for (;;) {
    const found = pattern.exec(demo.output())?.[group];
    if (found !== undefined) return found;
    if (life.isOver) throw new TypeError(`The demo ended early:\n${demo.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
