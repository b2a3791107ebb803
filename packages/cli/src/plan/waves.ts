import { Fault } from "@fairlead/errors";

interface Waiting {
  readonly name: string;
  readonly role: string;
  readonly dependsOn: readonly string[];
}

/** Roles of stacks in the order of deployment; what stands in one wave waits for nothing else in it. */
export function deploymentWaves(stacks: readonly Waiting[]): readonly (readonly string[])[] {
  const waves: string[][] = [];
  const up = new Set<string>();
  let waiting = [...stacks];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ dependsOn }) => dependsOn.every((name) => up.has(name)));
    if (ready.length === 0)
      throw new Fault("StackCycle", `Stacks wait for each other: ${waiting.map(({ name }) => name).join(", ")}.`);
    waves.push(ready.map(({ role }) => role));
    for (const { name } of ready) up.add(name);
    waiting = waiting.filter((stack) => !ready.includes(stack));
  }
  return waves;
}
