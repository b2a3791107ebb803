import { describe, expect, it } from "vitest";
import type { ShutdownStep } from "./shutdown.js";
import { shutDown } from "./shutdown.js";

const never = (): Promise<void> => new Promise(() => undefined);
const step = (name: string, close: (signal: AbortSignal) => Promise<void>, limitMs = 1000): ShutdownStep => ({
  step: { name, close },
  limitMs,
});
const ports = { onStep: () => undefined, now: () => performance.now() };

describe("shutDown", () => {
  it("takes one step after the other, in their order", async () => {
    const seen: string[] = [];
    const slow = (name: string) => async (): Promise<void> => {
      seen.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 10));
      seen.push(`${name} ends`);
    };
    await shutDown([step("server", slow("server")), step("bus", slow("bus"))], 5000, ports);
    expect(seen).toEqual(["server begins", "server ends", "bus begins", "bus ends"]);
  });

  it("passes over a step that hangs or fails, and says so", async () => {
    const results = await shutDown(
      [
        step("hangs", never, 20),
        step("fails", () => Promise.reject(new TypeError("broken"))),
        step("works", () => Promise.resolve()),
      ],
      5000,
      ports,
    );
    expect(results.map(({ name, outcome }) => ({ name, outcome }))).toEqual([
      { name: "hangs", outcome: "late" },
      { name: "fails", outcome: "failed" },
      { name: "works", outcome: "done" },
    ]);
  });

  it("cuts whatever is left when the whole time is over", async () => {
    const signals: boolean[] = [];
    const results = await shutDown(
      [
        step("hangs", never, 60_000),
        step("sees that no time is left", (signal) => {
          signals.push(signal.aborted);
          return Promise.resolve();
        }),
      ],
      30,
      ports,
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(["late", "done"]);
    expect(signals).toEqual([true]);
  });
});
