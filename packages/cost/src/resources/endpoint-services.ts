import { type GraphResource, listOf, recordOf, textOf } from "@fairlead/check";
import type { Surroundings } from "./treatment.js";

/** The service that an endpoint leads to, e.g. `logs` of `com.amazonaws.us-east-1.logs`; `""` where it isn't known. */
export function endpointService({ properties }: GraphResource): string {
  const name = properties["ServiceName"];
  const text = textOf(name) ?? joined(name);
  return /(?:^|\.)(ecr\.api|ecr\.dkr|[a-z0-9-]+)$/.exec(text)?.[1] ?? "";
}

/** The parts of `Fn::Join` and `Fn::Sub` that are text. */
function joined(value: unknown): string {
  const first = Object.values(recordOf(value))[0];
  if (typeof first === "string") return first;
  return listOf(listOf(first)[1])
    .map((part) => textOf(part) ?? "")
    .join("");
}

/** Whether traffic to a service stays inside, whatever kind of endpoint it takes. */
export const hasEndpoint = ({ graph }: Surroundings, service: string): boolean =>
  graph.ofType("AWS::EC2::VPCEndpoint").some((endpoint) => endpointService(endpoint) === service);
