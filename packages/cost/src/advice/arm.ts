import { recordOf, recordsOf, textOf } from "@fairlead/check";
import { type Adviser, withProperties } from "./proposal.js";

const isFargate = (properties: Readonly<Record<string, unknown>>): boolean =>
  properties["Cpu"] !== undefined && !JSON.stringify(properties).includes('"GPU"');

/** Graviton for tasks on Fargate that are on x86. */
export const arm: Adviser = ({ graph }) => {
  const definitions = graph.ofType("AWS::ECS::TaskDefinition").filter(({ properties }) => {
    const platform = recordOf(properties["RuntimePlatform"]);
    const isWindows = (textOf(platform["OperatingSystemFamily"]) ?? "").startsWith("WINDOWS");
    return isFargate(properties) && !isWindows && textOf(platform["CpuArchitecture"]) !== "ARM64";
  });
  if (definitions.length === 0) return null;
  const images = definitions.reduce(
    (sum, { properties }) => sum + recordsOf(properties["ContainerDefinitions"]).length,
    0,
  );
  return {
    name: "arm",
    what: "Run the tasks on Graviton (arm64).",
    risk: `${images > 1 ? `${images} images have` : "The image has"} to be built for arm64, with every native library that is in it.`,
    change: (resource) =>
      definitions.includes(resource)
        ? withProperties(resource, {
            RuntimePlatform: { ...recordOf(resource.properties["RuntimePlatform"]), CpuArchitecture: "ARM64" },
          })
        : "kept",
  };
};
