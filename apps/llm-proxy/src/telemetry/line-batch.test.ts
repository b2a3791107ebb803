import { describe, expect, it } from "vitest";
import { LineBatch } from "./line-batch.js";

class Sink {
  readonly texts: string[] = [];

  write(text: string): void {
    this.texts.push(text);
  }
}

describe("a batch of lines", () => {
  it("hands many lines on together, in order, and what is left when it is flushed", () => {
    const sink = new Sink();
    const batch = new LineBatch(sink, (text) => text);
    const lines = Array.from({ length: 1000 }, (_, index) => `line ${index} ${"x".repeat(100)}\n`);
    for (const line of lines) batch.write(line);
    batch.flush();
    expect(sink.texts.join("")).toBe(lines.join(""));
    expect(sink.texts.length).toBeLessThan(10);
  });

  it("hands a single line on by itself after a while", async () => {
    const sink = new Sink();
    new LineBatch(sink, (text) => text).write("alone\n");
    expect(sink.texts).toEqual([]);
    await expect.poll(() => sink.texts).toEqual(["alone\n"]);
  });

  it("changes all that it hands on", () => {
    const sink = new Sink();
    const batch = new LineBatch(sink, (text) => text.replaceAll("secret", "[redacted]"));
    batch.write("a secret\n");
    batch.write("another secret\n");
    batch.flush();
    expect(sink.texts).toEqual(["a [redacted]\nanother [redacted]\n"]);
  });
});
