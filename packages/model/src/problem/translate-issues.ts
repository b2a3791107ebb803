import type { Problem } from "@fairlead/errors";
import type { z } from "zod";
import { describeValue } from "./describe-value.js";
import { failsAtTheRoot, meantBranch } from "./meant-branch.js";
import { suggestName } from "./nearest-name.js";
import { knownKeysOf } from "./options-object.js";
import { ruleProblemOf, type RuleProblem } from "./rule.js";

type Issue = z.core.$ZodIssue;

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  function: "a function",
};

const typeWord = (expected: string): string => TYPE_WORDS[expected] ?? expected;

/** Writes a path as the user would: `services.proxy.tasks.min`, `ingress.routes["/v1/*"].from[0]`. */
export const joinPath = (base: string, path: readonly PropertyKey[]): string =>
  path.reduce<string>((joined, key) => {
    if (typeof key === "number") return `${joined}[${key}]`;
    const word = String(key);
    if (!/^[\w-]+$/u.test(word)) return `${joined}[${JSON.stringify(word)}]`;
    return joined === "" ? word : `${joined}.${word}`;
  }, base);

/** Turns what zod found at or below `base` into problems. */
export const translateIssues = (base: string, issues: readonly Issue[]): Problem[] =>
  issues.flatMap((issue) => translateIssue(joinPath(base, issue.path), issue));

function translateIssue(path: string, issue: Issue): Problem[] {
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownOption(path, key, knownKeysOf(issue.message)));
    case "invalid_union":
      return translateUnion(path, issue);
    case "invalid_key":
    case "invalid_element":
      return translateIssues(path, issue.issues);
    case "invalid_type":
    case "invalid_value":
    case "too_big":
    case "too_small":
    case "not_multiple_of":
    case "invalid_format":
    case "custom":
      return [{ path, ...explainIssue(path, issue) }];
  }
}

function explainIssue(
  path: string,
  issue: Exclude<Issue, { code: "unrecognized_keys" | "invalid_union" | "invalid_key" | "invalid_element" }>,
): RuleProblem {
  switch (issue.code) {
    case "invalid_type":
      return wrongType(path, typeWord(issue.expected), issue.input);
    case "invalid_value":
      return unknownValue(path, issue.input, issue.values.map(String));
    case "too_big":
      return outOfRange(path, `at most ${issue.maximum}${countWord(issue.origin, issue.maximum)}`, issue.input);
    case "too_small":
      return outOfRange(path, `at least ${issue.minimum}${countWord(issue.origin, issue.minimum)}`, issue.input);
    case "not_multiple_of":
      return outOfRange(path, `a multiple of ${issue.divisor}`, issue.input);
    case "invalid_format":
      return wrongType(path, `a text in the form ${issue.format}`, issue.input);
    case "custom":
      return ruleProblemOf(issue.params) ?? wrongType(path, issue.message, issue.input);
  }
}

function countWord(origin: string, count: number | bigint): string {
  if (origin === "string") return " characters long";
  if (origin !== "array") return "";
  return Number(count) === 1 ? " entry" : " entries";
}

/** Names a place in a sentence. */
const placeOf = (path: string): string => (path === "" ? "the app" : path);

const unknownOption = (path: string, key: string, known: readonly string[]): Problem => ({
  path: joinPath(path, [key]),
  code: "UnknownOption",
  message: `"${key}" is not an option of ${placeOf(path)}.`,
  fix: suggestName(key, known),
});

function wrongType(path: string, expected: string, input: unknown): RuleProblem {
  if (input === undefined) {
    return { code: "MissingOption", message: `${path} is missing.`, fix: `Set ${path} to ${expected}.` };
  }
  return {
    code: "WrongType",
    message: `${placeOf(path)} must be ${expected}, but it is ${describeValue(input)}.`,
    fix: `Set ${placeOf(path)} to ${expected}.`,
  };
}

function unknownValue(path: string, input: unknown, known: readonly string[]): RuleProblem {
  const list = known.map((value) => `"${value}"`).join(", ");
  // Text in the place of a secret may be the secret; it is not shown.
  if (typeof input !== "string" || path.startsWith("secrets.")) return wrongType(path, `one of ${list}`, input);
  return {
    code: "UnknownValue",
    message: `"${input}" is not a value of ${path}.`,
    fix: suggestName(input, known),
  };
}

function outOfRange(path: string, range: string, input: unknown): RuleProblem {
  if (Array.isArray(input)) {
    const has = input.length === 0 ? "is empty" : `has ${input.length}`;
    return {
      code: "OutOfRange",
      message: `${path} must have ${range}, but it ${has}.`,
      fix: `List ${range}.`,
    };
  }
  return {
    code: "OutOfRange",
    message: `${path} must be ${range}, but it is ${describeValue(input)}.`,
    fix: `Set ${path} to ${range}.`,
  };
}

/** What is wrong in the branch that was meant; or what the value should have been, where none was. */
function translateUnion(path: string, issue: Extract<Issue, { code: "invalid_union" }>): Problem[] {
  const discriminated = discriminatorProblem(path, issue);
  if (discriminated !== null) return [discriminated];
  const meant = meantBranch(issue);
  if (meant !== null) return translateIssues(path, meant);
  const roots = issue.errors.flatMap((branch) => branch.filter(failsAtTheRoot));
  const values = roots.flatMap((root) => (root.code === "invalid_value" ? root.values.map(String) : []));
  if (typeof issue.input === "string" && values.length > 0) {
    return [{ path, ...unknownValue(path, issue.input, values) }];
  }
  const expected = [...new Set(roots.flatMap(expectedWords))].join(" or ");
  return [{ path, ...wrongType(path, expected, issue.input) }];
}

function expectedWords(issue: Issue): string[] {
  if (issue.code === "invalid_type") return [typeWord(issue.expected)];
  if (issue.code === "invalid_value") return issue.values.map((value) => `"${String(value)}"`);
  if (issue.code === "invalid_union") return issue.errors.flat().filter(failsAtTheRoot).flatMap(expectedWords);
  return [issue.message];
}

function discriminatorProblem(path: string, issue: Extract<Issue, { code: "invalid_union" }>): Problem | null {
  if (issue.errors.length > 0 || !("options" in issue) || issue.discriminator === undefined) return null;
  // zod's path already ends with the discriminator, its input is the whole object.
  const written = propertyOf(issue.input, issue.discriminator);
  return { path, ...unknownValue(path, written, (issue.options ?? []).map(String)) };
}

const propertyOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? new Map<string, unknown>(Object.entries(value)).get(key) : undefined;
