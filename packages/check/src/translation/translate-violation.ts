import type { AssembledResource, Violation } from "@fairlead/constructs";
import { describeResource } from "../templates/graph-resource.js";
import { CDK_NAG_ENTRIES } from "./cdk-nag-entries.js";
import { CLOUDFORMATION_ENTRIES } from "./cloudformation-entries.js";
import type { ToolEntry } from "./tool-entry.js";
import type { Draft } from "../acceptance/draft.js";

const ENTRIES: Readonly<Record<Violation["tool"], ReadonlyMap<string, ToolEntry>>> = {
  "cdk-nag": new Map(CDK_NAG_ENTRIES.map((entry) => [entry.rule, entry])),
  "cloudformation-validate": new Map(CLOUDFORMATION_ENTRIES.map((entry) => [entry.rule, entry])),
  cdk: new Map(),
};

const TOOLS: Readonly<
  Record<Violation["tool"], { readonly prefix: string; readonly name: string; readonly link: string }>
> = {
  "cdk-nag": {
    prefix: "",
    name: "cdk-nag",
    link: "https://github.com/cdklabs/cdk-nag/blob/main/RULES.md",
  },
  "cloudformation-validate": {
    prefix: "CloudFormation",
    name: "CloudFormation's validator",
    link: "https://github.com/aws-cloudformation/cfn-lint/blob/main/docs/rules.md",
  },
  cdk: {
    prefix: "",
    name: "the AWS CDK",
    link: "https://docs.aws.amazon.com/cdk/v2/guide/annotations.html",
  },
};

// `AwsSolutions-IAM5[Resource::*]` is the rule with the wildcard that it found.
const GRANULAR = /^([^[]+)\[(.*)\]$/s;

/** `AwsSolutions-Xyz1` → `AwsSolutionsXyz1`, `@aws-cdk/aws-ecs:minHealthyPercent` → `AwsCdkAwsEcsMinHealthyPercent`. */
const codeFromRule = (rule: string): string =>
  rule
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

const endsAsSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

type Words = Pick<Draft, "code" | "severity" | "message" | "why" | "fix" | "link">;

function wordsOfEntry(entry: ToolEntry, subject: string, violation: Violation, detail: string | undefined): Words {
  const { code, severity, why, fix, link, predicate } = entry;
  const said = violation.tool === "cdk-nag" ? detail : violation.description;
  return {
    code,
    severity,
    message: endsAsSentence(`${subject} ${predicate}${said === undefined ? "" : `: ${said}`}`),
    why,
    fix,
    link,
  };
}

function wordsOfTool(violation: Violation, subject: string, rule: string): Words {
  const { prefix, name, link } = TOOLS[violation.tool];
  return {
    code: `${prefix}${codeFromRule(rule)}`,
    severity: violation.severity,
    message: endsAsSentence(`${subject}: ${violation.description}`),
    why: `It is a rule of ${name} (${rule}) that Fairlead has no words of its own for.`,
    fix: violation.fix ?? "See the tool's own page on the rule.",
    link,
  };
}

/** Puts what a tool found into Fairlead's records. A rule without an entry keeps the tool's words, so that nothing is lost. */
export function translateViolation(
  violation: Violation,
  resource: AssembledResource | undefined,
): Omit<Draft, "source"> {
  const [, rule = violation.rule, detail] = GRANULAR.exec(violation.rule) ?? [];
  const subject = resource === undefined ? `The template of ${violation.stack}` : describeResource(resource);
  const entry = ENTRIES[violation.tool].get(rule);
  return {
    ...(entry === undefined ? wordsOfTool(violation, subject, rule) : wordsOfEntry(entry, subject, violation, detail)),
    address: resource?.address ?? null,
    resource:
      resource === undefined ? null : { stack: resource.stack, logicalId: resource.logicalId, type: resource.type },
    constructPath: resource?.constructPath ?? "",
  };
}
