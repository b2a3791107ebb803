import { RELEASE_GATE } from "../adapters/release-gate.js";
import { decisionFor } from "./registry.js";
import type { TypeDecision } from "./resource-maker.js";

/** What a rehearsal shows of a type of CloudFormation's, e.g. `AWS::ECS::Service`; `null`: nobody has decided it yet. */
export function rehearsedType(type: string): Pick<TypeDecision, "proof" | "because"> | null {
  return type === RELEASE_GATE.type ? RELEASE_GATE : decisionFor(type);
}
