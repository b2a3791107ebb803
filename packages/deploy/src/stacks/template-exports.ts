import type { Template } from "@fairlead/constructs";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Fairlead's names are texts; another template's may be composed, and then stand for themselves. */
const nameOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** A value that a template exports. */
export interface TemplateExport {
  /** Key of the output. */
  readonly key: string;
  /** The output as it stands in the template. */
  readonly output: unknown;
}

/** The exports of a template, by name. */
export const exportsOf = ({ Outputs = {} }: Template): ReadonlyMap<string, TemplateExport> =>
  new Map(
    Object.entries(Outputs).flatMap(([key, output]) => {
      const exported = isFields(output) && isFields(output["Export"]) ? output["Export"]["Name"] : undefined;
      return exported === undefined ? [] : [[nameOf(exported), { key, output }] as const];
    }),
  );

function collectImports(value: unknown, into: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collectImports(item, into);
  if (!isFields(value)) return;
  if (value["Fn::ImportValue"] !== undefined) into.add(nameOf(value["Fn::ImportValue"]));
  for (const item of Object.values(value)) collectImports(item, into);
}

/** Names of all that a template imports. */
export function importsOf({ Resources, Outputs = {}, ...rest }: Template): ReadonlySet<string> {
  const found = new Set<string>();
  collectImports([Resources, Outputs, rest], found);
  return found;
}
