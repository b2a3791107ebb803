import { describeResource } from "../../templates/graph-resource.js";
import { recordsOf, textOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

export const xrayDaemonRetired: TemplateRule = {
  code: "XrayDaemonRetired",
  severity: "warning",
  title: "A container runs the X-Ray daemon",
  why: "The X-Ray daemon and SDKs are in maintenance since February 2026 and end in February 2027.",
  fix: "Send traces through an OpenTelemetry collector.",
  link: "https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon.html",
  check: (graph) =>
    graph
      .ofType("AWS::ECS::TaskDefinition")
      .filter(({ properties }) =>
        recordsOf(properties["ContainerDefinitions"]).some((container) =>
          (textOf(container["Image"]) ?? "").includes("aws-xray-daemon"),
        ),
      )
      .map((resource) => ({ resource, message: `${describeResource(resource)} runs the X-Ray daemon.` })),
};
