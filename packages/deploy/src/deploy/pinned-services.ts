import type { Assembly, Template } from "@fairlead/constructs";

/** A service of ECS, and by container the template parameter that its image's digest comes from. */
export interface PinnedParameters {
  readonly service: string;
  readonly parameters: Readonly<Record<string, string>>;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every `Ref` in a value. */
function refsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (!isFields(value)) return [];
  return typeof value["Ref"] === "string" ? [value["Ref"]] : Object.values(value).flatMap(refsIn);
}

function pinnedContainers(template: Template, taskDefinition: string | undefined): Readonly<Record<string, string>> {
  const containers = template.Resources[taskDefinition ?? ""]?.Properties?.["ContainerDefinitions"];
  if (!Array.isArray(containers)) return {};
  return Object.fromEntries(
    containers.filter(isFields).flatMap(({ Name, Image }) => {
      const parameter = refsIn(Image).find((name) => name.endsWith("ImageDigest"));
      return typeof Name === "string" && parameter !== undefined ? [[Name, parameter]] : [];
    }),
  );
}

/** The services that an assembly's templates make, with the images that a release pins. */
export const pinnedServices = ({ stacks }: Pick<Assembly, "stacks">): readonly PinnedParameters[] =>
  stacks.flatMap(({ template }) =>
    Object.values(template.Resources).flatMap(({ Type, Properties = {} }) => {
      const name = Properties["ServiceName"];
      if (Type !== "AWS::ECS::Service" || typeof name !== "string") return [];
      return [{ service: name, parameters: pinnedContainers(template, refsIn(Properties["TaskDefinition"])[0]) }];
    }),
  );
