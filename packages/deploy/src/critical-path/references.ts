import type { Template } from "@fairlead/constructs";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `${Name}` and `${Name.Attribute}`; `${!Literal}` is none. */
const SUBSTITUTED = /\$\{([^!${}.]+)(?:\.[^${}]+)?\}/gu;

/** The first of a list, or what stands alone, as a text. */
function firstText(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" ? first : "";
}

function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === "Ref") return [firstText(item)];
    if (key === "Fn::GetAtt") return [firstText(item).split(".")[0] ?? ""];
    const text = key === "Fn::Sub" ? firstText(item) : "";
    return [...[...text.matchAll(SUBSTITUTED)].flatMap((match) => match[1] ?? []), ...namesIn(item)];
  });
}

/** Logical ids of the resources that one of them waits for. */
export function referencesOf(logicalId: string, resources: Template["Resources"]): readonly string[] {
  const { Properties, DependsOn = [] } = resources[logicalId] ?? {};
  const names = [...namesIn(Properties), ...(typeof DependsOn === "string" ? [DependsOn] : DependsOn)];
  return [...new Set(names)].filter((name) => name !== logicalId && resources[name] !== undefined);
}
