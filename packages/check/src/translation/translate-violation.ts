import type { Violation } from "@fairlead/constructs";
import type { Draft } from "../acceptance/draft.js";
import { describeResource, type GraphResource } from "../templates/graph-resource.js";
import { CDK_ENTRIES } from "./cdk-entries.js";
import { CDK_NAG_ENTRIES } from "./cdk-nag-entries.js";
import { CLOUDFORMATION_ENTRIES } from "./cloudformation-entries.js";
import type { ToolEntry } from "./tool-entry.js";
import { wildcardActions } from "./wildcard-actions.js";

const byRule = (entries: readonly ToolEntry[]): ReadonlyMap<string, ToolEntry> =>
  new Map(entries.flatMap((entry) => entry.rules.map((rule) => [rule, entry] as const)));

interface Tool {
  readonly entries: ReadonlyMap<string, ToolEntry>;
  /** Before the code of a rule that has no entry. */
  readonly prefix: string;
  readonly name: string;
  readonly link: string;
}

const TOOLS: Readonly<Record<Violation["tool"], Tool>> = {
  "cdk-nag": {
    entries: byRule(CDK_NAG_ENTRIES),
    prefix: "",
    name: "cdk-nag",
    link: "https://github.com/cdklabs/cdk-nag/blob/main/RULES.md",
  },
  "cloudformation-validate": {
    entries: byRule(CLOUDFORMATION_ENTRIES),
    prefix: "CloudFormation",
    name: "CloudFormation's validator",
    link: "https://github.com/aws-cloudformation/cfn-lint/blob/main/docs/rules.md",
  },
  cdk: {
    entries: byRule(CDK_ENTRIES),
    prefix: "",
    name: "the AWS CDK",
    link: "https://docs.aws.amazon.com/cdk/v2/guide/aspects.html",
  },
};

// `AwsSolutions-IAM5[Resource::*]` is the rule with the wildcard that it found.
const GRANULAR = /^([^[]+)\[(.*)\]$/s;
const RESOURCE_WILDCARD = "Resource::";

/** `AwsSolutions-Xyz1` → `AwsSolutionsXyz1`, `@aws-cdk/aws-ecs:minHealthyPercent` → `AwsCdkAwsEcsMinHealthyPercent`. */
const codeFromRule = (rule: string): string =>
  rule
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

type Words = Pick<Draft, "code" | "severity" | "message" | "why" | "fix" | "link">;

function wordsOfEntry(entry: ToolEntry, subject: string, detail: string | undefined): Words {
  const { code, severity, why, fix, link, predicate } = entry;
  const message = asSentence(`${subject} ${predicate}${detail === undefined ? "" : `: ${detail}`}`);
  return { code, severity, message, why, fix, link };
}

function wordsOfTool({ tool, severity, description, fix }: Violation, subject: string, rule: string): Words {
  const { prefix, name, link } = TOOLS[tool];
  return {
    code: `${prefix}${codeFromRule(rule)}`,
    severity,
    message: asSentence(`${subject}: ${description}`),
    why: `It is a rule of ${name} (${rule}) that Fairlead has no words of its own for.`,
    fix: fix ?? "See the tool's own page on the rule.",
    link,
  };
}

/** What the tool found exactly, with the actions that a wildcard is granted for. */
function detailOf(
  { tool, description }: Violation,
  granular: string | undefined,
  actions: readonly string[],
): string | undefined {
  const detail = tool === "cdk-nag" ? granular : description;
  return actions.length === 0 ? detail : `${detail ?? ""} for ${actions.join(", ")}`;
}

const actionsBehind = (resource: GraphResource | null, granular: string | undefined): readonly string[] =>
  resource !== null && granular?.startsWith(RESOURCE_WILDCARD) === true
    ? wildcardActions(resource, granular.slice(RESOURCE_WILDCARD.length))
    : [];

/** Puts what a tool found into Fairlead's records. A rule without an entry keeps the tool's words, so that nothing is lost. */
export function translateViolation(violation: Violation, resource: GraphResource | null): Omit<Draft, "source"> {
  const [, rule = violation.rule, granular] = GRANULAR.exec(violation.rule) ?? [];
  const subject = resource === null ? `The template of ${violation.stack}` : describeResource(resource);
  const entry = TOOLS[violation.tool].entries.get(rule);
  const actions = actionsBehind(resource, granular);
  return {
    ...(entry === undefined
      ? wordsOfTool(violation, subject, rule)
      : wordsOfEntry(entry, subject, detailOf(violation, granular, actions))),
    address: resource?.address ?? null,
    resource: resource === null ? null : { stack: resource.stack, logicalId: resource.logicalId, type: resource.type },
    constructPath: resource?.constructPath ?? "",
    actions,
  };
}
