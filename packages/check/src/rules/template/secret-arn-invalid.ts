import { injectionsOf } from "../../reach/injections.js";
import { describeResource } from "../../templates/graph-resource.js";
import { isRecord } from "../../templates/is-record.js";
import { listOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

/** `arn:aws:secretsmanager:<region>:<account>:secret:<name>`, alone or with `:<field>:<stage>:<version>`, any of which may be empty. */
const SECRET_ARN = /^arn:[a-z…-]+:secretsmanager:[a-z0-9…-]+:(\d{12}|…):secret:[^:]+(:[^:]*:[^:]*:[^:]*)?$/u;

/** Stands for whatever an intrinsic function puts in; one that is a secret's ARN is whole by itself. */
const PUT_IN = "…";
const REFERENCE_WITH_FIELD = /^…(:[^:]*:[^:]*:[^:]*)?$/u;

function textWithGaps(value: unknown): string {
  if (typeof value === "string") return value;
  if (!isRecord(value) || !Array.isArray(value["Fn::Join"])) return PUT_IN;
  const [separator, parts] = listOf(value["Fn::Join"]);
  return listOf(parts)
    .map(textWithGaps)
    .join(typeof separator === "string" ? separator : "");
}

function isInvalid(text: string): boolean {
  if (text.includes(":secretsmanager:")) return !SECRET_ARN.test(text);
  return text.startsWith(`${PUT_IN}:`) && !REFERENCE_WITH_FIELD.test(text);
}

export const secretArnInvalid: TemplateRule = {
  code: "SecretArnInvalid",
  severity: "error",
  title: "A container is given a secret by an ARN that isn't one",
  why: "ECS takes a secret's ARN alone, or with exactly three more pieces: field, version stage and version id. With anything else no task starts.",
  fix: "Write arn:aws:secretsmanager:<region>:<account>:secret:<name>:<field>::, with both colons at the end. `SecretString` belongs to CloudFormation's own {{resolve:…}} and to nothing else.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html",
  check: (graph) =>
    injectionsOf(graph).flatMap(({ taskDefinition, variable, valueFrom }) => {
      const text = textWithGaps(valueFrom);
      if (!isInvalid(text)) return [];
      return [
        {
          resource: taskDefinition,
          message: `${describeResource(taskDefinition)} takes ${variable} from "${text}", which is no ARN of a secret.`,
        },
      ];
    }),
};
