import type { ResolvedCapacity } from "@fairlead/model";
import type { CapacityProviderStrategy } from "aws-cdk-lib/aws-ecs";

/** Which capacity providers run the tasks. `base` tasks come first; the weights share out what is above. */
export function capacityStrategies(capacity: ResolvedCapacity): CapacityProviderStrategy[] {
  switch (capacity.kind) {
    case "fargate":
      return [{ capacityProvider: "FARGATE", weight: 1 }];
    case "fargate-spot":
      return [
        { capacityProvider: "FARGATE", base: capacity.onDemandBase, weight: capacity.onDemandWeight },
        { capacityProvider: "FARGATE_SPOT", weight: capacity.spotWeight },
      ];
  }
}
