import type { Assembly, TemplateResource } from "@fairlead/constructs";
import { resourcesOf } from "../../testing/resources.js";
import { listAt, textAt, valueAt } from "../../testing/value-at.js";

/** One container of a task, with its environment as ECS would hand it over. */
export interface PlannedContainer {
  readonly name: string;
  readonly command: readonly string[];
  /** Complete; secrets are stand-ins of the form that the templates give them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Which of them are injected. */
  readonly injected: readonly string[];
  readonly healthCommand: readonly string[];
  readonly ports: readonly number[];
  readonly stopTimeoutSeconds: number;
  readonly isRootReadOnly: boolean;
  /** Where it may write all the same. */
  readonly writableFolders: readonly string[];
}

/** Every container of the plan that runs an image of the app's own. */
export const plannedContainers = (assembly: Assembly): PlannedContainer[] =>
  resourcesOf(assembly, "AWS::ECS::TaskDefinition")
    .flatMap(({ Properties }) => listAt(Properties, "ContainerDefinitions"))
    .filter((definition) => JSON.stringify(valueAt(definition, "Image")).includes(".dkr.ecr."))
    .map((definition) => readContainer(definition, assembly));

/** The collector that the plan puts beside a container, as its configuration says; `null` without one. */
export function collectorBeside(assembly: Assembly, name: string): unknown {
  const task = resourcesOf(assembly, "AWS::ECS::TaskDefinition").find(({ Properties }) =>
    listAt(Properties, "ContainerDefinitions").some((definition) => textAt(definition, "Name") === name),
  );
  const variables = listAt(task?.Properties, "ContainerDefinitions").flatMap((each) => listAt(each, "Environment"));
  const content = variables.find((variable) => textAt(variable, "Name") === "AOT_CONFIG_CONTENT");
  return content === undefined ? null : JSON.parse(textAt(content, "Value"));
}

function readContainer(definition: unknown, assembly: Assembly): PlannedContainer {
  const plain = listAt(definition, "Environment").map((each) => [textAt(each, "Name"), textAt(each, "Value")] as const);
  const injected = listAt(definition, "Secrets").map(
    (each) => [textAt(each, "Name"), injectedValue(valueAt(each, "ValueFrom"), assembly)] as const,
  );
  return {
    name: textAt(definition, "Name"),
    command: listAt(definition, "Command").map(String),
    environment: Object.fromEntries([...plain, ...injected]),
    injected: injected.map(([name]) => name),
    healthCommand: listAt(definition, "HealthCheck", "Command").map(String),
    ports: listAt(definition, "PortMappings").map((each) => Number(valueAt(each, "ContainerPort"))),
    stopTimeoutSeconds: Number(valueAt(definition, "StopTimeout")),
    isRootReadOnly: valueAt(definition, "ReadonlyRootFilesystem") === true,
    writableFolders: listAt(definition, "LinuxParameters", "Tmpfs").map((each) => textAt(each, "ContainerPath")),
  };
}

/** What ECS reads at a task's start: a secret of another stack, or a parameter by its ARN. */
function injectedValue(source: unknown, assembly: Assembly): string {
  const parameter = /:parameter(\/[\w/-]+)/.exec(JSON.stringify(source))?.[1];
  if (parameter !== undefined) {
    const found = resourcesOf(assembly, "AWS::SSM::Parameter").find(
      ({ Properties }) => Properties?.["Name"] === parameter,
    );
    return textAt(found?.Properties, "Value");
  }
  const exported = textAt(source, "Fn::ImportValue");
  const secret = assembly.stacks.flatMap(({ template }) =>
    Object.values(template.Outputs ?? {})
      .filter((output) => textAt(output, "Export", "Name") === exported)
      .map((output) => template.Resources[textAt(output, "Value", "Ref")]),
  )[0];
  return standInFor(secret);
}

/** A value of the form that the template gives a secret. */
function standInFor(secret: TemplateResource | undefined): string {
  const composed = listAt(secret?.Properties, "SecretString", "Fn::Join", 1);
  if (composed.length > 0)
    return composed
      .map((part) => (typeof part === "string" ? part : "x1"))
      .join("")
      .replaceAll(RESOLVED, "x1");
  const length = valueAt(secret?.Properties, "GenerateSecretString", "PasswordLength");
  return "a1".repeat(typeof length === "number" ? length / 2 : 20);
}

/** A dynamic reference whose inner part, the secret's name, is a stand-in already. */
const RESOLVED = /\{\{resolve:[^}]*\}\}/g;
