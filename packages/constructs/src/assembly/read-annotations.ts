import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import type { AssembledResource, Violation } from "./assembly.js";

// CDK appends the id that acknowledges a message, e.g. `… [ack: @aws-cdk/aws-ec2:noSubnetRouteId]`.
const ACKNOWLEDGEMENT = /\s*\[ack: ([^\]]+)\]\s*$/;

type SynthesisMessage = CloudAssembly["stacks"][number]["messages"][number];

const SEVERITIES = { error: "error", warning: "warning", info: "note" } as const satisfies Record<
  `${SynthesisMessage["level"]}`,
  Violation["severity"]
>;

function toViolation(stack: string, message: SynthesisMessage, resources: readonly AssembledResource[]): Violation {
  const { data } = message.entry;
  const text = typeof data === "string" ? data : JSON.stringify(data);
  const path = message.id.replace(/^\//, "");
  return {
    tool: "cdk",
    rule: ACKNOWLEDGEMENT.exec(text)?.[1] ?? "Annotation",
    severity: SEVERITIES[message.level],
    description: text.replace(ACKNOWLEDGEMENT, ""),
    fix: null,
    stack,
    logicalId:
      resources.find(({ constructPath }) => constructPath === path || constructPath.startsWith(`${path}/`))
        ?.logicalId ?? null,
    locations: [path],
  };
}

/** The warnings and errors that constructs attached to themselves while the app was made. */
export const readAnnotations = (assembly: CloudAssembly, resources: readonly AssembledResource[]): Violation[] =>
  assembly.stacksRecursively.flatMap((artifact) =>
    artifact.messages.map((message) =>
      toViolation(
        artifact.stackName,
        message,
        resources.filter(({ stack }) => stack === artifact.stackName),
      ),
    ),
  );
