import type { ServiceRevision as EcsServiceRevision } from "@aws-sdk/client-ecs";
import { expectPresent } from "@fairlead/errors";
import type { ServiceRevision } from "./service-revision.js";

/** ECS's answer in our words. */
export const serviceRevisionOf = (revision: EcsServiceRevision): ServiceRevision => ({
  arn: expectPresent(revision.serviceRevisionArn, "ECS's serviceRevisionArn"),
  taskDefinition: expectPresent(revision.taskDefinition, "ECS's taskDefinition of a revision"),
  createdAtMs: revision.createdAt?.getTime() ?? 0,
  images: (revision.containerImages ?? []).map(({ containerName, image, imageDigest }) => ({
    container: containerName ?? "",
    image: image ?? "",
    digest: imageDigest ?? null,
  })),
  routes: (revision.resolvedConfiguration?.loadBalancers ?? []).flatMap(({ targetGroupArn, productionListenerRule }) =>
    targetGroupArn === undefined
      ? []
      : [{ targetGroup: targetGroupArn, productionRule: productionListenerRule ?? null }],
  ),
});
