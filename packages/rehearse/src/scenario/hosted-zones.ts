import type { ResolvedApp } from "@fairlead/model";
import type { EmulatedApi } from "../emulator/api/emulated-api.js";
import { parseXml, xmlText } from "../emulator/api/xml.js";

const NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";

/** Makes the hosted zone that the environment's records are to be written into, as it is there already in AWS. */
export async function makeHostedZones(app: ResolvedApp, api: EmulatedApi): Promise<void> {
  const zone = app.environment.domain?.hostedZone;
  if (zone?.kind === "adopt") await makeHostedZone(zone.name, api);
}

/** Id of the zone, e.g. `Z0123456789ABC`. `name` has no dot at its end. */
export async function makeHostedZone(name: string, api: EmulatedApi): Promise<string> {
  const body = `<CreateHostedZoneRequest xmlns="${NAMESPACE}"><Name>${name}.</Name><CallerReference>rehearsal</CallerReference></CreateHostedZoneRequest>`;
  const path = "/2013-04-01/hostedzone";
  const answer = await api.rest({ service: "route53", method: "POST", path, body, contentType: "text/xml" });
  return xmlText(parseXml(answer), "HostedZone", "Id").replace("/hostedzone/", "");
}
