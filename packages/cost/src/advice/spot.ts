import { type GraphResource, numberOf, recordOf, recordsOf, textOf } from "@fairlead/check";
import { runsOnEc2, serviceTasks } from "../resources/service-tasks.js";
import { LIST_TERMS } from "../estimate/payment-terms.js";
import { type Adviser, withProperties } from "./proposal.js";

/** All tasks but the first on Spot, for services that no load balancer sends anybody to. */
export const spot: Adviser = ({ graph, usage }) => {
  const isSpot = ({ properties }: GraphResource): boolean =>
    recordsOf(properties["CapacityProviderStrategy"]).some(
      (each) => textOf(each["CapacityProvider"]) === "FARGATE_SPOT",
    );
  // Whoever stops the old task before the new one has something that belongs to one task.
  const isSingle = ({ properties }: GraphResource): boolean =>
    (numberOf(recordOf(properties["DeploymentConfiguration"])["MaximumPercent"]) ?? 200) <= 100;
  const workers = graph
    .ofType("AWS::ECS::Service")
    .filter(
      (service) =>
        recordsOf(service.properties["LoadBalancers"]).length === 0 &&
        !isSpot(service) &&
        !isSingle(service) &&
        !runsOnEc2(service) &&
        serviceTasks(service, { graph, usage, terms: LIST_TERMS }).max > 1,
    );
  if (workers.length === 0) return null;
  return {
    name: "spot",
    what: `Run all tasks but the first of ${workers.map(({ address, logicalId }) => address ?? logicalId).join(", ")} on Fargate Spot.`,
    risk: "AWS takes Spot tasks away with two minutes' notice, at times all at once: their work must come back out of a queue or a stream.",
    change: (resource) =>
      workers.includes(resource)
        ? withProperties(resource, {
            LaunchType: undefined,
            CapacityProviderStrategy: [
              { CapacityProvider: "FARGATE", Base: 1, Weight: 0 },
              { CapacityProvider: "FARGATE_SPOT", Weight: 1 },
            ],
          })
        : "kept",
  };
};
