import fc from "fast-check";
import { expect, it } from "vitest";
import { readRetryDelayMs } from "./retry-delay.js";

const details = (retryDelay: unknown): unknown[] => [
  { "@type": "type.googleapis.com/google.rpc.QuotaFailure", violations: [{ quotaId: "RequestsPerMinute" }] },
  { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay },
];
const error = (retryDelay: unknown): unknown => ({ error: { code: 429, details: details(retryDelay) } });
const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

it.each([
  ["whole seconds", error("39s"), 39_000],
  ["a fraction, rounded up", error("45.837906927s"), 45_838],
  ["an error in a list, as the OpenAI surface has it", [error("1.5s")], 1500],
])("reads %s", (_, body, expected) => {
  expect(readRetryDelayMs(bytes(body))).toBe(expected);
});

it.each([
  ["no detail", { error: { code: 429 } }],
  ["no error", { retryDelay: "3s" }],
  ["a negative delay", error("-3s")],
  ["another unit", error("3m")],
  ["a number", error(3)],
])("makes nothing up from %s", (_, body) => {
  expect(readRetryDelayMs(bytes(body))).toBeNull();
});

it("takes any bytes", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readRetryDelayMs(Buffer.from(`${text}"retryDelay":"3s"`))).toBeNull();
    }),
  );
});
