import { stackName } from "@fairlead/constructs";
import type { ResolvedApp } from "@fairlead/model";
import type { StackPlace } from "../stacks/stacks.js";

/** CloudFront's certificates and firewalls lie there, whatever the app's region. */
const CDN_REGION = "us-east-1";

/** Where each stack of an environment is, by what the description alone says: for those who look and have no templates. */
export function stackPlaces(app: ResolvedApp): readonly StackPlace[] {
  const at = (role: string, region: string | null = null): StackPlace => ({ name: stackName(app, role), region });
  const copyRegion = app.backup?.copy?.region ?? null;
  return [
    ...["Vpc", "Secrets", "Registry", "Alerts", "Data"].map((role) => at(role)),
    ...(copyRegion === null ? [] : [at("BackupCopy", copyRegion)]),
    ...(app.userPools.length === 0 ? [] : [at("Users")]),
    ...(app.ingress === null ? [] : [at("Alb")]),
    ...["Jobs", "Ecs"].map((role) => at(role)),
    ...(app.ingress?.waf == null ? [] : [at("Edge")]),
    ...(app.cdn === null ? [] : [at("Cdn", CDN_REGION)]),
    at("Observability"),
  ];
}
