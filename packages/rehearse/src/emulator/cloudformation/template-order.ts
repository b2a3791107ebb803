import { ApiRefusal } from "../api/emulated-api.js";
import type { Template } from "./template.js";
import { referencesIn } from "./template-values.js";

/** For each of these resources, those among them that must be there before it. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

export function dependenciesOf(template: Template, ids: readonly string[]): Dependencies {
  const known = new Set(ids);
  return new Map(
    ids.map((id) => {
      const resource = template.resources[id];
      const named =
        resource === undefined
          ? []
          : [...resource.dependsOn, ...referencesIn(resource.properties).map((reference) => reference.id)];
      return [id, [...new Set(named)].filter((other) => other !== id && known.has(other))] as const;
    }),
  );
}

/** Each after what it depends on, otherwise as given. Throws {@link ApiRefusal} when there is no such order. */
export function inOrder(dependencies: Dependencies): readonly string[] {
  const order: string[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (id: string): void => {
    if (state.get(id) === "done") return;
    if (state.get(id) === "open") {
      throw new ApiRefusal("ValidationError", `Circular dependency between resources: [${id}]`, 400);
    }
    state.set(id, "open");
    for (const other of dependencies.get(id) ?? []) visit(other);
    state.set(id, "done");
    order.push(id);
  };
  for (const id of dependencies.keys()) visit(id);
  return order;
}
