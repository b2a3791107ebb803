import { describeResource } from "../../templates/graph-resource.js";
import { recordsOf, textOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

/** No digest, and the tag `latest` or none; a colon before the last slash belongs to a registry's port. */
function moves(image: string): boolean {
  if (image.includes("@sha256:")) return false;
  const name = image.slice(image.lastIndexOf("/") + 1);
  return !name.includes(":") || name.endsWith(":latest");
}

export const movingImageTag: TemplateRule = {
  code: "MovingImageTag",
  severity: "warning",
  title: "A container's image has a tag that moves",
  why: "Two tasks of one revision may run different code, and a rollback brings back the same tag with the new code.",
  fix: "Name the image by its digest, or by a tag that is never moved.",
  link: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
  check: (graph) =>
    graph.ofType("AWS::ECS::TaskDefinition").flatMap((resource) =>
      recordsOf(resource.properties["ContainerDefinitions"])
        .flatMap((container) => textOf(container["Image"]) ?? [])
        .filter(moves)
        .map((image) => ({ resource, message: `${describeResource(resource)} runs ${image}, whose tag may move.` })),
    ),
};
