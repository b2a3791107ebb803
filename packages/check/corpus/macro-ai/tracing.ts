import { image } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import { textOf } from "../../src/templates/read-value.js";
import type { Mistake } from "../mistake.js";
import { routed } from "./parts.js";
import { containersIn, someAndAll, variablesOf } from "./read-templates.js";

const daemon = () =>
  describeRoots(
    routed({
      sidecars: { "xray-daemon": { image: image("xray", { uri: "amazon/aws-xray-daemon:latest" }), essential: false } },
    }),
  );

/** How traces are sent. */
export const TRACING_MISTAKES: readonly Mistake[] = [
  {
    id: "xray-daemon",
    mistake:
      "Traces go through the X-Ray daemon and its SDK, which AWS only maintains since February 2026 and ends in February 2027.",
    outcome: { kind: "found", in: daemon, finding: "XrayDaemonRetired", on: "services.api" },
  },
  {
    id: "sidecar-of-latest",
    mistake: "The sidecar is `:latest` as well: what runs beside the API is whatever was pushed last.",
    outcome: { kind: "found", in: daemon, finding: "MovingImageTag", on: "services.api" },
  },
  {
    id: "trace-header-from-nowhere",
    mistake:
      "`_X_AMZN_TRACE_ID` is said to be injected into the container; that is Lambda's doing, and ECS does no such thing: there are no traces.",
    outcome: {
      kind: "unwritable",
      because: "tracing: true puts a collector beside the API and tells the API's OpenTelemetry where it is.",
      app: () => describeRoots(routed({ tracing: true })),
      holds: (graph) =>
        containersIn(graph).some(({ Image: uri }) => (textOf(uri) ?? "").includes("aws-otel-collector")) &&
        someAndAll(
          containersIn(graph).filter(({ Name: name }) => name === "api"),
          (container) => variablesOf(container)["OTEL_EXPORTER_OTLP_ENDPOINT"] === "http://localhost:4318",
        ),
    },
  },
  {
    id: "debug-mode-in-production",
    mistake: "AWS_XRAY_DEBUG_MODE is TRUE in production: a log line for each segment of each request.",
    outcome: {
      kind: "found",
      in: () =>
        describeRoots(routed({ env: { AWS_XRAY_DEBUG_MODE: "TRUE" } }), { environment: { tier: "production" } }),
      finding: "DebugInProduction",
      on: "services.api",
    },
  },
];
