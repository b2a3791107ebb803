import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { isRecord } from "../../templates/is-record.js";
import { injectionsOf } from "../../reach/injections.js";
import { recordOf, recordsOf, textOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

/** `…:password::` at the end of an ARN asks for one field of a secret that holds JSON. */
const FIELD = /:([^:]+)::$/;

/** What RDS puts into the secret that it keeps of a master user. */
const MANAGED_FIELDS: ReadonlySet<string> = new Set(["username", "password"]);

/** The JSON fields of a secret as its template makes it, or as RDS does; `null`: not known, or no JSON. */
function fieldsOf({ type, properties }: GraphResource): ReadonlySet<string> | null {
  if (type === "AWS::RDS::DBCluster" || type === "AWS::RDS::DBInstance") return MANAGED_FIELDS;
  if (type !== "AWS::SecretsManager::Secret") return null;
  const generated = recordOf(properties["GenerateSecretString"]);
  const template = textOf(generated["SecretStringTemplate"]);
  const key = textOf(generated["GenerateStringKey"]);
  if (template === undefined || key === undefined) return null;
  try {
    const content: unknown = JSON.parse(template);
    return isRecord(content) ? new Set([...Object.keys(content), key]) : null;
  } catch {
    return null;
  }
}

function lastText(value: unknown): string {
  if (typeof value === "string") return value;
  if (!isRecord(value) || !Array.isArray(value["Fn::Join"])) return "";
  const join: readonly unknown[] = value["Fn::Join"];
  const parts = join[1];
  return Array.isArray(parts) ? lastText(parts.at(-1)) : "";
}

const valueFrom = ({ properties }: GraphResource, variable: string): unknown =>
  recordsOf(properties["ContainerDefinitions"])
    .flatMap((container) => recordsOf(container["Secrets"]))
    .find((secret) => secret["Name"] === variable)?.["ValueFrom"];

export const secretFieldMissing: TemplateRule = {
  code: "SecretFieldMissing",
  severity: "error",
  title: "A container asks for a field that its secret doesn't have",
  why: "ECS can't inject the field and the task doesn't start; a whole JSON value injected as a password never signs in.",
  fix: "Name a field of the secret, `…:<field>::` after its ARN.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html",
  check: (graph) =>
    injectionsOf(graph).flatMap(({ taskDefinition, variable, target }) => {
      const fields = target === null ? null : fieldsOf(target);
      if (target === null || fields === null) return [];
      const asked = FIELD.exec(lastText(valueFrom(taskDefinition, variable)))?.[1];
      if (asked !== undefined && fields.has(asked)) return [];
      const wanted = asked === undefined ? "the whole JSON value" : `the field "${asked}"`;
      return [
        {
          resource: taskDefinition,
          message: `${describeResource(taskDefinition)} takes ${wanted} of ${describeResource(target)} as ${variable}; its fields are ${[...fields].sort().join(", ")}.`,
        },
      ];
    }),
};
