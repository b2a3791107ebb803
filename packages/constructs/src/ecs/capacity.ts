import { expectPresent } from "@fairlead/errors";
import type { ResolvedCapacity } from "@fairlead/model";
import type { CapacityProviderStrategy } from "aws-cdk-lib/aws-ecs";

/** Which capacity providers run the tasks. `base` tasks come first; the weights share out what is above. `pools`: their capacity providers. */
export function capacityStrategies(
  capacity: ResolvedCapacity,
  pools: ReadonlyMap<string, string>,
): CapacityProviderStrategy[] {
  switch (capacity.kind) {
    case "fargate":
      return [{ capacityProvider: "FARGATE", weight: 1 }];
    case "fargate-spot":
      return [
        { capacityProvider: "FARGATE", base: capacity.onDemandBase, weight: capacity.onDemandWeight },
        { capacityProvider: "FARGATE_SPOT", weight: capacity.spotWeight },
      ];
    case "ec2": {
      const capacityProvider = expectPresent(
        pools.get(capacity.pool),
        `The capacity provider of pool ${capacity.pool}`,
      );
      return [{ capacityProvider, weight: 1 }];
    }
  }
}
