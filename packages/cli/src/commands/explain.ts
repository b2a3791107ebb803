import { type CatalogueEntry, CATALOGUE, findCatalogueEntry } from "@fairlead/check";
import { isUserError, UserError } from "@fairlead/errors";
import type { CommandContext, CommandResult } from "../command/command.js";
import { EXIT_CODES } from "../exit-codes.js";
import { findingEntryText } from "../explain/finding-entry-text.js";
import { partAt } from "../explain/part-values.js";
import { partText } from "../explain/part-text.js";
import { resourceText } from "../explain/resource-text.js";
import { findSubject, type Subject, suggestSubject } from "../explain/subject.js";
import { tierReasons } from "../explain/tier-reasons.js";
import { variableText } from "../explain/variable-text.js";
import { currentPlan } from "../plan/plan-app.js";
import type { PlanRecord } from "../plan/plan-record.js";
import { requirementLines } from "../report/requirement-text.js";
import { appChoiceOf, pageOf } from "./app-choice.js";

/** A code of the catalogue, or one that only this plan's findings know. */
function entryOf(code: string, { findings }: PlanRecord): CatalogueEntry | null {
  const known = findCatalogueEntry(code);
  if (known !== undefined) return known;
  const finding = findings.find((candidate) => candidate.code === code);
  return finding === undefined ? null : { ...finding, title: "" };
}

function textOf(subject: Subject, record: PlanRecord, context: CommandContext): readonly string[] {
  const page = pageOf(context);
  switch (subject.kind) {
    case "finding": {
      const entry = entryOf(subject.code, record);
      return entry === null ? [] : findingEntryText(entry, record, page);
    }
    case "part":
      return partText(subject.address, record, page);
    case "resources":
      return resourceText(subject.resources, record, page);
    case "variable":
      return variableText(subject.name, record, page);
    case "requirement":
      return requirementLines([subject.requirement], page).slice(1);
  }
}

function documentOf(subject: Subject, record: PlanRecord): Readonly<Record<string, unknown>> {
  const { app, findings, resources } = record;
  switch (subject.kind) {
    case "finding":
      return {
        ...subject,
        entry: entryOf(subject.code, record),
        findings: findings.filter(({ code }) => code === subject.code),
      };
    case "part":
      return {
        ...subject,
        source: app.sources[subject.address] ?? null,
        value: partAt(app, subject.address),
        connections: app.connections.filter(({ from, to }) => from === subject.address || to === subject.address),
        defaults: tierReasons(subject.address, app),
        resources: resources.filter(({ address }) => address === subject.address),
        findings: findings.filter(({ address }) => address === subject.address),
      };
    case "resources":
    case "variable":
    case "requirement":
      return subject;
  }
}

/** What a code means is the same everywhere, and may be asked where there is no description, or one that can't be planned. */
function explainEntry(entry: CatalogueEntry, context: CommandContext): CommandResult {
  return {
    code: EXIT_CODES.ok.code,
    document: { environment: null, subjects: [{ kind: "finding", code: entry.code, entry, findings: [] }] },
    text: () => findingEntryText(entry, null, pageOf(context)).join("\n"),
  };
}

/** `fairlead explain` */
export async function runExplain(context: CommandContext): Promise<CommandResult> {
  const word = context.arguments[0] ?? "";
  const known = CATALOGUE.find(({ code }) => code.toLowerCase() === word.toLowerCase());
  try {
    return explainIn((await currentPlan(appChoiceOf(context))).record, word, context);
  } catch (error) {
    if (known !== undefined && isUserError(error)) return explainEntry(known, context);
    throw error;
  }
}

function explainIn(record: PlanRecord, word: string, context: CommandContext): CommandResult {
  const codes = [...new Set([...CATALOGUE.map(({ code }) => code), ...record.findings.map(({ code }) => code)])];
  const subjects = findSubject(word, record, codes);
  if (subjects.length === 0) {
    const suggestion = suggestSubject(word, record, codes);
    const environment = record.app.environment.name;
    throw UserError.of("UnknownSubject", {
      message: `Nothing in ${record.app.name} ${environment} is called "${word}".`,
      fix:
        suggestion === null
          ? `Run \`fairlead list -e ${environment} -v\` to see every name.`
          : `Did you mean ${suggestion}?`,
    });
  }
  return {
    code: EXIT_CODES.ok.code,
    document: {
      environment: record.app.environment.name,
      subjects: subjects.map((subject) => documentOf(subject, record)),
    },
    text: () => subjects.map((subject) => textOf(subject, record, context).join("\n")).join("\n\n"),
  };
}
