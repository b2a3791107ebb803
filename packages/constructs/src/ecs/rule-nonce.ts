import { createHash } from "node:crypto";
import type { ResolvedApp, ResolvedService } from "@fairlead/model";

/**
 * Changes when CloudFormation writes a listener rule of the service anew, and so puts back the weights that ECS has moved. A
 * deployment of the service, which the changed nonce starts, makes ECS set them right again; until its tasks are up the route
 * may lead to an empty target group.
 */
export function ruleNonce(app: ResolvedApp, service: ResolvedService): string {
  const sources = (app.ingress?.routes ?? [])
    .filter(({ action }) => action.kind === "forward" && action.service === service.name)
    .map(({ priority, sourceCidrs }) => [priority, ...sourceCidrs]);
  const isBehindCdn = app.ingress?.cdn != null;
  const conditions = isBehindCdn ? [...sources, "cdn"] : sources;
  return createHash("sha256").update(JSON.stringify(conditions)).digest("hex").slice(0, 16);
}
