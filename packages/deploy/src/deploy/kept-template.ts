import type { Template } from "@fairlead/constructs";
import { exportsOf } from "../stacks/template-exports.js";

type Section = Readonly<Record<string, unknown>>;

const sectionOf = (template: Template, name: string): Section => {
  const section: unknown = Object.entries(template).find(([key]) => key === name)?.[1];
  return typeof section === "object" && section !== null ? { ...section } : {};
};

/** Logical ids that a stack has and a new template hasn't. */
export const goingIds = (deployed: Template, wanted: Template): readonly string[] =>
  Object.keys(deployed.Resources).filter((id) => wanted.Resources[id] === undefined);

/** Names of exports that a stack has and a new template hasn't. */
export function goingExports(deployed: Template, wanted: Template): readonly string[] {
  const offered = exportsOf(wanted);
  return [...exportsOf(deployed).keys()].filter((name) => !offered.has(name));
}

function keptOutputs(deployed: Template, wanted: Template): Section {
  const going = new Set(goingExports(deployed, wanted));
  const taken = new Set(Object.keys(wanted.Outputs ?? {}));
  const kept = [...exportsOf(deployed)].filter(([name]) => going.has(name));
  return Object.fromEntries(kept.map(([, { key, output }]) => [taken.has(key) ? `${key}Kept` : key, output]));
}

/**
 * The new template with all that it would take away still in it: resources as they are deployed, exports, and what these are written
 * with. What stands in both is as the new one has it. Parameters that only the old one has keep their deployed values, since a
 * deployment names none for them.
 */
export function keptTemplate(deployed: Template, wanted: Template): Template {
  const merged = ["Parameters", "Conditions", "Mappings", "Resources"].flatMap((name) => {
    const section = { ...sectionOf(deployed, name), ...sectionOf(wanted, name) };
    return Object.keys(section).length === 0 ? [] : [[name, section] as const];
  });
  const Outputs = { ...wanted.Outputs, ...keptOutputs(deployed, wanted) };
  return {
    ...wanted,
    ...Object.fromEntries(merged),
    ...(Object.keys(Outputs).length === 0 ? {} : { Outputs }),
  };
}
