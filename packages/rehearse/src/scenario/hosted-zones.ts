import type { ResolvedApp } from "@fairlead/model";
import type { EmulatedApi } from "../emulator/api/emulated-api.js";

const NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";

/** Makes the hosted zone that the environment's records are to be written into, as it is there already in AWS. */
export async function makeHostedZones(app: ResolvedApp, api: EmulatedApi): Promise<void> {
  const zone = app.environment.domain?.hostedZone;
  if (zone?.kind !== "adopt") return;
  const body = `<CreateHostedZoneRequest xmlns="${NAMESPACE}"><Name>${zone.name}.</Name><CallerReference>rehearsal</CallerReference></CreateHostedZoneRequest>`;
  const path = "/2013-04-01/hostedzone";
  await api.rest({ service: "route53", method: "POST", path, body, contentType: "text/xml" });
}
