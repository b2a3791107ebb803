import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { numberOf, recordsOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";
import { scalableTargetsOf } from "./services-of.js";

/** Every task of the service is on Fargate Spot: nothing else is named, or only with a weight of nothing. */
function isSpotOnly({ properties }: GraphResource): boolean {
  const providers = recordsOf(properties["CapacityProviderStrategy"]).filter(
    ({ Base: base, Weight: weight }) => (numberOf(base) ?? 0) > 0 || (numberOf(weight) ?? 0) > 0,
  );
  return providers.length > 0 && providers.every(({ CapacityProvider: provider }) => provider === "FARGATE_SPOT");
}

export const loneSpotTask: TemplateRule = {
  code: "LoneSpotTask",
  severity: "warning",
  title: "A service is one task on Spot",
  why: "AWS takes a Spot task back with two minutes' notice and gives no new one while the shortage lasts: the service is away for as long.",
  fix: "Run the first task on demand: FARGATE with a Base of 1, FARGATE_SPOT for those above it.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html",
  check: (graph) =>
    graph
      .ofType("AWS::ECS::Service")
      // A description says how much its environment has to withstand; SpotWithoutFloor judges by that.
      .filter((resource) => resource.address === null && isSpotOnly(resource))
      .flatMap((resource) => {
        const least = scalableTargetsOf(graph, resource).map(({ properties }) => numberOf(properties["MinCapacity"]));
        const tasks = least[0] ?? numberOf(resource.properties["DesiredCount"]) ?? 1;
        return tasks === 1
          ? [{ resource, message: `${describeResource(resource)} runs as one task, and that on Spot alone.` }]
          : [];
      }),
};
