import type { Assembly } from "@fairlead/constructs";
import { listAt, textAt, valueAt } from "./value-at.ts";

/** A property of a type that names another type of resource of the same environment, be it of another stack. */
export interface WrittenReference {
  readonly type: string;
  /** For example `NetworkConfiguration.AwsvpcConfiguration.Subnets[]`. */
  readonly property: string;
  readonly names: string;
}

type Stack = Assembly["stacks"][number];

/** Every reference in the properties of an environment's resources. Parameters and pseudo parameters name no resource. */
export function writtenReferences(assembly: Assembly): readonly WrittenReference[] {
  const named = (stack: Stack, value: unknown): readonly string[] => {
    if (Array.isArray(value)) return value.flatMap((item) => named(stack, item));
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, argument]: [string, unknown]) => {
      if (key === "Ref") return typesOf(stack, argument);
      if (key === "Fn::GetAtt") return typesOf(stack, listAt(argument)[0]);
      if (key !== "Fn::ImportValue" && key !== "Fn::GetStackOutput") return named(stack, argument);
      const found = outputsOf(assembly).find((output) => output.isMeantBy(key, argument));
      return found === undefined ? [] : named(found.stack, found.value);
    });
  };
  const inside = (stack: Stack, value: unknown, property: string): readonly Omit<WrittenReference, "type">[] => {
    if (Array.isArray(value)) return value.flatMap((item) => inside(stack, item, `${property}[]`));
    if (typeof value !== "object" || value === null) return [];
    if (isFunction(value)) return named(stack, value).map((names) => ({ property: property.slice(1), names }));
    return Object.entries(value).flatMap(([key, item]) => inside(stack, item, `${property}.${key}`));
  };
  return assembly.stacks.flatMap((stack) =>
    Object.values(stack.template.Resources).flatMap(({ Type, Properties }) =>
      inside(stack, Properties, "").map((reference) => ({ type: Type, ...reference })),
    ),
  );
}

const isFunction = (value: object): boolean => {
  const [name = "", ...others] = Object.keys(value);
  return others.length === 0 && (name === "Ref" || name.startsWith("Fn::"));
};

const typesOf = ({ template }: Stack, logicalId: unknown): readonly string[] => {
  const type = typeof logicalId === "string" ? template.Resources[logicalId]?.Type : undefined;
  return type === undefined ? [] : [type];
};

interface Output {
  readonly stack: Stack;
  readonly value: unknown;
  readonly isMeantBy: (name: string, argument: unknown) => boolean;
}

const outputsOf = ({ stacks }: Assembly): readonly Output[] =>
  stacks.flatMap((stack) =>
    Object.entries(stack.template.Outputs ?? {}).map(([output, written]) => ({
      stack,
      value: valueAt(written, "Value"),
      isMeantBy: (name, argument) =>
        name === "Fn::ImportValue"
          ? textAt(written, "Export", "Name") === argument
          : textAt(argument, "OutputName") === output && textAt(argument, "StackName") === stack.name,
    })),
  );
