import { isDeleted, type StackOutput, type StackState } from "./stack-state.js";

/** All stacks of an account, those that are gone too. */
export class StackBook {
  private readonly stacks: StackState[] = [];

  add(stack: StackState): void {
    this.stacks.push(stack);
  }

  everywhere(): readonly StackState[] {
    return this.stacks;
  }

  all(region: string): readonly StackState[] {
    return this.stacks.filter((stack) => stack.region === region);
  }

  /** By name as long as it is there, by id always. */
  find(region: string, nameOrId: string): StackState | undefined {
    return this.all(region).find((stack) => stack.id === nameOrId || (stack.name === nameOrId && !isDeleted(stack)));
  }

  exported(region: string, name: string): (StackOutput & { readonly stack: StackState }) | undefined {
    for (const stack of this.all(region)) {
      if (isDeleted(stack)) continue;
      const output = stack.outputs.find((candidate) => candidate.exportName === name);
      if (output !== undefined) return { ...output, stack };
    }
    return undefined;
  }

  /** Names of the stacks that take in an export. */
  importersOf(region: string, exportName: string): readonly string[] {
    return this.all(region)
      .filter((stack) => !isDeleted(stack) && stack.imports.has(exportName))
      .map((stack) => stack.name);
  }

  output(region: string, stackName: string, name: string): string | undefined {
    return this.find(region, stackName)?.outputs.find((output) => output.name === name)?.value;
  }
}
