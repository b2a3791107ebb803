import type { Assembly, Template } from "@fairlead/constructs";
import type { GraphResource } from "./graph-resource.js";
import { isRecord } from "./is-record.js";

/** What an intrinsic function points at: a resource, and the attribute of it (`null`: its `Ref`). */
export interface Reference {
  readonly resource: GraphResource;
  readonly attribute: string | null;
}

interface Place {
  readonly stack: string;
  readonly value: unknown;
}

function attributePair(value: unknown): readonly [string, string] | null {
  if (typeof value === "string") {
    const dot = value.indexOf(".");
    return dot === -1 ? null : [value.slice(0, dot), value.slice(dot + 1)];
  }
  if (!Array.isArray(value)) return null;
  const pair: readonly unknown[] = value;
  const [logicalId, attribute] = pair;
  return typeof logicalId === "string" && typeof attribute === "string" ? [logicalId, attribute] : null;
}

/** All templates of an assembly as one graph: resources, and what refers to what, across stacks as well. */
export class TemplateGraph {
  readonly resources: readonly GraphResource[];
  readonly #byPlace: ReadonlyMap<string, GraphResource>;
  readonly #templates: ReadonlyMap<string, Template>;
  readonly #exports: ReadonlyMap<string, Place>;

  constructor(assembly: Assembly) {
    const known = new Map(assembly.resources.map((resource) => [`${resource.stack}/${resource.logicalId}`, resource]));
    this.resources = assembly.stacks.flatMap(({ name: stack, template }) =>
      Object.entries(template.Resources).map(([logicalId, { Type, Properties, DeletionPolicy }]) => ({
        stack,
        logicalId,
        type: Type,
        properties: Properties ?? {},
        deletionPolicy: DeletionPolicy,
        address: known.get(`${stack}/${logicalId}`)?.address ?? null,
        constructPath: known.get(`${stack}/${logicalId}`)?.constructPath ?? "",
      })),
    );
    this.#byPlace = new Map(this.resources.map((resource) => [`${resource.stack}/${resource.logicalId}`, resource]));
    this.#templates = new Map(assembly.stacks.map(({ name, template }) => [name, template]));
    this.#exports = new Map(assembly.stacks.flatMap(({ name, template }) => exportsOf(name, template)));
  }

  /** All resources of some types. */
  ofType(...types: readonly string[]): readonly GraphResource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  resource(stack: string, logicalId: string): GraphResource | null {
    return this.#byPlace.get(`${stack}/${logicalId}`) ?? null;
  }

  /** Follows `Ref`, `Fn::GetAtt`, and values of other stacks to the resource that they speak of; `null`: no resource. */
  follow(stack: string, value: unknown): Reference | null {
    if (!isRecord(value)) return null;
    if (typeof value["Ref"] === "string") return this.#referenceTo(stack, value["Ref"], null);
    const pair = attributePair(value["Fn::GetAtt"]);
    if (pair !== null) return this.#referenceTo(stack, pair[0], pair[1]);
    const elsewhere = this.#elsewhere(value);
    return elsewhere === null ? null : this.follow(elsewhere.stack, elsewhere.value);
  }

  /** Every resource that is spoken of anywhere inside a value. */
  referencesIn(stack: string, value: unknown): readonly Reference[] {
    if (Array.isArray(value)) return value.flatMap((item: unknown) => this.referencesIn(stack, item));
    if (!isRecord(value)) return [];
    const direct = this.follow(stack, value);
    if (direct !== null) return [direct];
    const elsewhere = this.#elsewhere(value);
    if (elsewhere !== null) return this.referencesIn(elsewhere.stack, elsewhere.value);
    return Object.values(value).flatMap((item) => this.referencesIn(stack, item));
  }

  #referenceTo(stack: string, logicalId: string, attribute: string | null): Reference | null {
    const resource = this.resource(stack, logicalId);
    return resource === null ? null : { resource, attribute };
  }

  #elsewhere(value: Readonly<Record<string, unknown>>): Place | null {
    const output = value["Fn::GetStackOutput"];
    if (isRecord(output)) return this.#output(String(output["StackName"]), String(output["OutputName"]));
    const name = value["Fn::ImportValue"];
    return typeof name === "string" ? (this.#exports.get(name) ?? null) : null;
  }

  #output(stack: string, outputName: string): Place | null {
    const output = this.#templates.get(stack)?.Outputs?.[outputName];
    return isRecord(output) ? { stack, value: output["Value"] } : null;
  }
}

const exportsOf = (stack: string, { Outputs = {} }: Template): (readonly [string, Place])[] =>
  Object.values(Outputs).flatMap((output) => {
    if (!isRecord(output) || !isRecord(output["Export"])) return [];
    const { Name: name } = output["Export"];
    return typeof name === "string" ? [[name, { stack, value: output["Value"] }] as const] : [];
  });
