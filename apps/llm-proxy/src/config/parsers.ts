import { z } from "zod";
import type { Parser } from "./setting.js";

/** A parser from a function that gives `null` for what it can't read. */
const parser = <T>(form: string, read: (text: string) => T | null): Parser<T> => ({
  form,
  schema: z.string().transform((value, context): T => {
    const result = read(value.trim());
    if (result !== null) return result;
    context.addIssue({ code: "custom", message: `must be ${form}` });
    return z.NEVER;
  }),
});

export const text: Parser<string> = parser("text", (value) => value);

export const secret = (minimumLength: number): Parser<string> =>
  parser(`at least ${minimumLength} characters`, (value) => (value.length >= minimumLength ? value : null));

export const bool: Parser<boolean> = parser("true or false", (value) => {
  switch (value.toLowerCase()) {
    case "true":
    case "1":
    case "yes":
    case "on":
      return true;
    case "false":
    case "0":
    case "no":
    case "off":
      return false;
    default:
      return null;
  }
});

export const int = (minimum: number, maximum: number): Parser<number> =>
  parser(`a whole number from ${minimum} to ${maximum}`, (value) => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    return number >= minimum && number <= maximum ? number : null;
  });

export const ratio: Parser<number> = parser("a number from 0 to 1", (value) => {
  const number = value === "" ? Number.NaN : Number(value);
  return number >= 0 && number <= 1 ? number : null;
});

const MILLISECONDS = new Map([
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
]);

/** Milliseconds. A bare number means seconds, as in most tools' environments. */
export const duration = (minimumMs: number, maximumMs: number): Parser<number> =>
  parser(
    `a duration from ${printDuration(minimumMs)} to ${printDuration(maximumMs)}, such as 500ms, 30s or 2m`,
    (value) => {
      const parts = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(value);
      const factor = MILLISECONDS.get(parts?.[2] ?? "s");
      if (parts === null || factor === undefined) return null;
      const ms = Number(parts[1]) * factor;
      return ms >= minimumMs && ms <= maximumMs ? ms : null;
    },
  );

function printDuration(ms: number): string {
  if (ms !== 0 && ms % 3_600_000 === 0) return `${ms / 3_600_000}h`;
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

const BYTES = new Map([
  ["", 1],
  ["k", 1024],
  ["m", 1024 ** 2],
  ["g", 1024 ** 3],
]);

export const bytes: Parser<number> = parser("a size such as 512k or 20MiB (powers of 1024)", (value) => {
  const parts = /^(\d{1,12})\s*(k|m|g)?(?:i?b)?$/i.exec(value);
  const factor = BYTES.get(parts?.[2]?.toLowerCase() ?? "");
  return parts === null || factor === undefined ? null : Number(parts[1]) * factor;
});

export const list: Parser<readonly string[]> = parser("a list with commas between its parts", (value) =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);

export const oneOf = <const T extends string>(...choices: readonly T[]): Parser<T> =>
  parser(`one of ${choices.join(", ")}`, (value) => choices.find((choice) => choice === value) ?? null);

export const listOf = <const T extends string>(...choices: readonly T[]): Parser<readonly T[]> =>
  parser(`a list of ${choices.join(", ")} with commas between`, (value) => {
    const parts = value.split(",").map((part) => part.trim());
    const known = choices.filter((choice) => parts.includes(choice));
    return parts.every((part) => part === "" || known.some((choice) => choice === part)) ? orderAs(parts, known) : null;
  });

/** The order of the list counts: of providers, it is the order in which they are asked. */
const orderAs = <T extends string>(parts: readonly string[], known: readonly T[]): readonly T[] =>
  known.toSorted((left, right) => parts.indexOf(left) - parts.indexOf(right));

export const url = (...protocols: readonly string[]): Parser<string> =>
  parser(`a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`, (value) => {
    const parsed = URL.parse(value);
    return parsed !== null && protocols.includes(parsed.protocol) ? value : null;
  });

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** `:8080` listens on every interface, IPv6 too. */
export const address: Parser<ListenAddress> = parser("an address such as :8080 or 127.0.0.1:8080", (value) => {
  const parts = /^(?:\[([0-9a-fA-F:]+)\]|([^:]*)):(\d{1,5})$/.exec(value);
  const port = Number(parts?.[3]);
  if (parts === null || port > 65_535) return null;
  const host = parts[1] ?? parts[2] ?? "";
  return { host: host === "" ? "::" : host, port };
});

/** JSON of a shape that the description names. */
export const json = <T>(description: string, shape: z.ZodType<T>): Parser<T> =>
  parser(`JSON: ${description}`, (value) => {
    const parsed = parseJson(value);
    const result = shape.safeParse(parsed);
    return result.success ? result.data : null;
  });

function parseJson(value: string): unknown {
  try {
    const parsed: unknown = JSON.parse(value);
    return parsed;
  } catch {
    return undefined;
  }
}
