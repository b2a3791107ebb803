import { Fault } from "@fairlead/errors";

interface Waiting {
  readonly name: string;
  readonly dependsOn: readonly string[];
}

/**
 * Sorts stacks so that each comes after what it waits for; stacks that could go side by side keep the order they came in.
 *
 * @throws Fault when stacks wait for each other: CDK refuses such an app before.
 */
export function deploymentOrder<Item extends Waiting>(stacks: readonly Item[]): Item[] {
  const sorted: Item[] = [];
  const names = new Set(stacks.map(({ name }) => name));
  const placed = new Set<string>();
  while (sorted.length < stacks.length) {
    const next = stacks.find(
      (stack) => !placed.has(stack.name) && stack.dependsOn.every((name) => placed.has(name) || !names.has(name)),
    );
    if (next === undefined) throw new Fault("StackCycle", "Stacks of the assembly wait for each other.");
    sorted.push(next);
    placed.add(next.name);
  }
  return sorted;
}
