import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Verdict } from "./verdict.js";
import type { VerdictStore } from "./verdict-store.js";

const SCHEMA_VERSION = 1;
const TOOLS: ReadonlySet<unknown> = new Set(["cloudformation-validate", "cdk-nag"]);
const SEVERITIES: ReadonlySet<unknown> = new Set(["error", "warning", "note"]);

const isText = (value: unknown): value is string => typeof value === "string";
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const isJudgement = (value: unknown): value is Verdict[number] =>
  isRecord(value) &&
  TOOLS.has(value["tool"]) &&
  SEVERITIES.has(value["severity"]) &&
  isText(value["rule"]) &&
  isText(value["description"]) &&
  isTextOrNull(value["fix"]) &&
  isTextOrNull(value["logicalId"]) &&
  Array.isArray(value["locations"]) &&
  value["locations"].every(isText);

const isVerdict = (value: unknown): value is Verdict => Array.isArray(value) && value.every(isJudgement);

/** Runs what may fail for reasons of the disk; `undefined` stands for every failure. */
function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/** Keeps each verdict in a file of its own below a folder. What can't be read, or isn't a verdict of this version, is unknown. */
export class FileVerdictStore implements VerdictStore {
  readonly #folder: string;

  /** @param folder is made when the first verdict is kept. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  get(key: string): Verdict | undefined {
    const content: unknown = attempt((): unknown => JSON.parse(readFileSync(this.#pathOf(key), "utf8")));
    if (!isRecord(content) || content["schemaVersion"] !== SCHEMA_VERSION || content["key"] !== key) return undefined;
    return isVerdict(content["verdict"]) ? content["verdict"] : undefined;
  }

  set(key: string, verdict: Verdict): void {
    const path = this.#pathOf(key);
    // Written beside and renamed, so that a process reading at the same time sees a whole file or none.
    const unfinished = `${path}.${process.pid}.tmp`;
    const kept = attempt(() => {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(unfinished, JSON.stringify({ schemaVersion: SCHEMA_VERSION, key, verdict }));
      renameSync(unfinished, path);
      return true;
    });
    if (kept !== true)
      attempt(() => {
        rmSync(unfinished, { force: true });
      });
  }

  #pathOf(key: string): string {
    return join(this.#folder, `${key}.json`);
  }
}
