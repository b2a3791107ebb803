import { isRecord } from "../templates/is-record.js";
import type { GraphResource } from "../templates/graph-resource.js";
import type { TemplateGraph } from "../templates/template-graph.js";
import { ACCOUNT, nameOf, REGION, syntheticArn } from "./synthetic-arn.js";

const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  "AWS::AccountId": ACCOUNT,
  "AWS::Region": REGION,
  "AWS::Partition": "aws",
  "AWS::URLSuffix": "amazonaws.com",
  "AWS::StackName": "stack",
  "AWS::StackId": `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/stack/id`,
};

/** Types whose `Ref` is the ARN and not the name. */
const REF_IS_ARN = ["AWS::SecretsManager::Secret", "AWS::SNS::Topic", "AWS::ECS::TaskDefinition"];

const refTextOf = (resource: GraphResource): string =>
  REF_IS_ARN.includes(resource.type) ? syntheticArn(resource) : nameOf(resource);

function attributeTextOf(resource: GraphResource, attribute: string): string {
  // CloudFormation gives a log group's ARN with `:*` behind it: "AWS::Logs::LogGroup", read 2026-11.
  if (resource.type === "AWS::Logs::LogGroup" && attribute === "Arn") return `${syntheticArn(resource)}:*`;
  return attribute.endsWith("Arn") || attribute === "Id" ? syntheticArn(resource) : `${nameOf(resource)}.${attribute}`;
}

/** Turns values of a template into the text that they become, with ARNs that are made up where AWS would give one. */
export class WrittenText {
  readonly #graph: TemplateGraph;

  constructor(graph: TemplateGraph) {
    this.#graph = graph;
  }

  /** The text of a value; what nothing is known of stands as `unknown`. */
  of(stack: string, value: unknown): string {
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    if (!isRecord(value)) return "unknown";
    const pseudo = typeof value["Ref"] === "string" ? PSEUDO_PARAMETERS[value["Ref"]] : undefined;
    if (pseudo !== undefined) return pseudo;
    const reference = this.#graph.follow(stack, value);
    if (reference !== null) {
      const { resource, attribute } = reference;
      // Its `Ref` is the ARN of the secret: "AWS::SecretsManager::SecretTargetAttachment", read 2026-11.
      if (resource.type === "AWS::SecretsManager::SecretTargetAttachment")
        return this.of(resource.stack, resource.properties["SecretId"]);
      return attribute === null ? refTextOf(resource) : attributeTextOf(resource, attribute);
    }
    return this.#ofFunction(stack, value);
  }

  /** The same value with every intrinsic function in it turned into text: a policy document as IAM gets it. */
  inside(stack: string, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item: unknown) => this.inside(stack, item));
    if (!isRecord(value)) return value;
    const [key, ...others] = Object.keys(value);
    if (others.length === 0 && (key === "Ref" || key?.startsWith("Fn::") === true)) return this.of(stack, value);
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => {
        const written = this.inside(stack, item);
        return [name, name === "Resource" ? resourceIn(written) : written];
      }),
    );
  }

  #ofFunction(stack: string, value: Readonly<Record<string, unknown>>): string {
    const join = listIn(value["Fn::Join"]);
    if (join !== null)
      return listOr(join[1])
        .map((part) => this.of(stack, part))
        .join(String(join[0]));
    const select = listIn(value["Fn::Select"]);
    if (select !== null) return this.#parts(stack, select[1])[Number(select[0])] ?? "unknown";
    const { "Fn::Sub": sub } = value;
    return sub === undefined ? "unknown" : this.#ofSub(stack, sub);
  }

  #parts(stack: string, value: unknown): readonly string[] {
    const split = isRecord(value) ? listIn(value["Fn::Split"]) : null;
    if (split !== null) return this.of(stack, split[1]).split(String(split[0]));
    return listOr(value).map((item) => this.of(stack, item));
  }

  #ofSub(stack: string, sub: unknown): string {
    const pair = listIn(sub);
    const text = pair === null ? sub : pair[0];
    const own = pair !== null && isRecord(pair[1]) ? pair[1] : {};
    if (typeof text !== "string") return "unknown";
    return text.replace(/\$\{([^!}][^}]*)\}/g, (_whole, name: string) => {
      if (own[name] !== undefined) return this.of(stack, own[name]);
      return this.of(stack, name.includes(".") ? { "Fn::GetAtt": name } : { Ref: name });
    });
  }
}

/** What is no ARN is one that nobody knows; the simulator would take it for all there are. */
function resourceIn(written: unknown): unknown {
  if (Array.isArray(written)) return written.map(resourceIn);
  return typeof written !== "string" || written === "*" || written.startsWith("arn:")
    ? written
    : `arn:aws:unknown:${REGION}:${ACCOUNT}:${written}`;
}

const listIn = (value: unknown): readonly unknown[] | null => (Array.isArray(value) ? value : null);
const listOr = (value: unknown): readonly unknown[] => listIn(value) ?? [];
