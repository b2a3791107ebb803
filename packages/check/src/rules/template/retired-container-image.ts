import { describeResource } from "../../templates/graph-resource.js";
import { recordsOf, textOf } from "../../templates/read-value.js";
import { RETIRED_BASES } from "../retired-bases.js";
import type { TemplateRule } from "../rule.js";

export const retiredContainerImage: TemplateRule = {
  code: "RetiredContainerImage",
  severity: "warning",
  title: "A container runs what is no longer maintained",
  why: "Nobody mends what is found in it from that day on.",
  fix: "Move to a maintained version.",
  link: "https://endoflife.date/",
  check: (graph) =>
    graph
      .ofType("AWS::ECS::TaskDefinition")
      // RetiredBaseImage speaks of a description's images, by their names.
      .filter(({ address }) => address === null)
      .flatMap((resource) =>
        recordsOf(resource.properties["ContainerDefinitions"]).flatMap((container) => {
          const image = textOf(container["Image"]) ?? "";
          const retired = RETIRED_BASES.find(({ pattern }) => pattern.test(image));
          return retired === undefined
            ? []
            : [
                {
                  resource,
                  message: `${describeResource(resource)} runs ${image}: ${retired.what} has not been maintained since ${retired.since}.`,
                },
              ];
        }),
      ),
};
