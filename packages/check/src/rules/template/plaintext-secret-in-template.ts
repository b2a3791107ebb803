import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { isRecord } from "../../templates/is-record.js";
import type { TemplateRule } from "../rule.js";

/** Values that say by themselves what they are. */
const CREDENTIAL_SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\bAKIA[0-9A-Z]{16}\b/, "an AWS access key"],
  [/\bsk-[A-Za-z0-9_-]{20,}/, "a model provider's key"],
  [/\bgh[pousr]_[A-Za-z0-9]{30,}/, "a GitHub token"],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, "a Slack token"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, "a private key"],
  [/\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./, "a signed token"],
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@{}$]+:[^\s@/{}$]{3,}@/i, "a URL with a password"],
];

const CREDENTIAL_NAME = /(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIALS?)$/i;
/** Shorter values are switches and numbers. Assumed. */
const LEAST_LENGTH = 8;
const POINTER = /^(arn:|https?:\/\/|\/)|\{\{resolve:|\$\{/;

const looksLikeSecret = (name: string, value: unknown): boolean =>
  typeof value === "string" && CREDENTIAL_NAME.test(name) && value.length >= LEAST_LENGTH && !POINTER.test(value);

interface Sighting {
  readonly path: string;
  readonly what: string;
}

function inText(path: string, text: string): Sighting[] {
  const [, what] = CREDENTIAL_SHAPES.find(([shape]) => shape.test(text)) ?? [];
  return what === undefined ? [] : [{ path, what }];
}

/** `{ Name, Value }` as in a container definition, and maps of variables as in a function. */
function byName(path: string, value: Readonly<Record<string, unknown>>): Sighting[] {
  const { Name: name, Value: text } = value;
  if (typeof name === "string" && looksLikeSecret(name, text))
    return [{ path: `${path}.${name}`, what: `the value of ${name}` }];
  if (!path.endsWith("Variables")) return [];
  return Object.entries(value)
    .filter(([key, item]) => looksLikeSecret(key, item))
    .map(([key]) => ({ path: `${path}.${key}`, what: `the value of ${key}` }));
}

/** A secret whose template says its value: whole, or with values that a program made when it wrote the template. */
function writtenSecret({ type, properties }: GraphResource): Sighting[] {
  const { SecretString: text } = properties;
  if (type !== "AWS::SecretsManager::Secret" || typeof text !== "string" || text.includes("{{resolve:")) return [];
  return [{ path: "SecretString", what: "a secret's value" }];
}

function sightings(path: string, value: unknown): Sighting[] {
  if (typeof value === "string") return inText(path, value);
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => sightings(`${path}[${index}]`, item));
  if (!isRecord(value)) return [];
  return [
    ...byName(path, value),
    ...Object.entries(value).flatMap(([key, item]) => sightings(path === "" ? key : `${path}.${key}`, item)),
  ];
}

export const plaintextSecretInTemplate: TemplateRule = {
  code: "PlaintextSecretInTemplate",
  severity: "error",
  title: "A credential stands in a template",
  why: "Templates lie on disks, in pipelines' logs and in CloudFormation, readable for many who may not read the secret.",
  fix: "Put the value into Secrets Manager and refer to it; then change it, for it has been seen.",
  link: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html",
  check: (graph) =>
    graph.resources.flatMap((resource: GraphResource) =>
      [...writtenSecret(resource), ...sightings("", resource.properties)].map(({ path, what }) => ({
        resource,
        // The value itself is never shown.
        message: `${describeResource(resource)} holds what looks like ${what} in plain text, at ${path}.`,
      })),
    ),
};
