import { resolveNs } from "node:dns/promises";
import { GetHostedZoneCommand, ListHostedZonesByNameCommand, Route53Client } from "@aws-sdk/client-route-53";
import { UserError } from "@fairlead/errors";
import type { ClientConfiguration } from "../aws/connection.js";
import { awsErrorFacts } from "../aws/aws-error-facts.js";
import { explained } from "../aws/explain-aws-error.js";
import type { HostedZone, HostedZones } from "./hosted-zones.js";

type AskDns = (name: string) => Promise<readonly string[]>;

/** @param askDns DNS's `NS` records of a name; the machine's own resolver. */
export function awsHostedZones(configuration: ClientConfiguration, askDns: AskDns = resolveNs): HostedZones {
  const route53 = new Route53Client(configuration);
  return {
    named: (name) =>
      explained({ doing: "look for the hosted zone", subject: name }, async () => {
        const ids = await publicZoneIds(route53, name);
        return Promise.all(ids.map((id) => readZone(route53, id, name)));
      }),
    delegation: async (name) => {
      try {
        return (await askDns(name)).map(plainName);
      } catch (error) {
        const { code } = awsErrorFacts(error);
        if (code === "ENOTFOUND" || code === "ENODATA") return [];
        throw UserError.of("DnsNotReached", {
          message: `DNS could not be asked for the name servers of ${name} (${code}).`,
          fix: "Check the network's resolver.",
          cause: error,
        });
      }
    },
  };
}

async function publicZoneIds(route53: Route53Client, name: string): Promise<string[]> {
  const ids: string[] = [];
  let next: { readonly DNSName?: string | undefined; readonly HostedZoneId?: string | undefined } = { DNSName: name };
  // Zones come in the order of their names, from the asked one on.
  for (;;) {
    const page = await route53.send(new ListHostedZonesByNameCommand(next));
    const zones = page.HostedZones ?? [];
    const fitting = zones.filter((zone) => plainName(zone.Name ?? "") === name);
    for (const { Id, Config } of fitting) if (Id !== undefined && Config?.PrivateZone !== true) ids.push(plainId(Id));
    if (page.IsTruncated !== true || fitting.length < zones.length) return ids;
    next = { DNSName: page.NextDNSName, HostedZoneId: page.NextHostedZoneId };
  }
}

async function readZone(route53: Route53Client, id: string, name: string): Promise<HostedZone> {
  const { DelegationSet } = await route53.send(new GetHostedZoneCommand({ Id: id }));
  return { id, name, nameServers: (DelegationSet?.NameServers ?? []).map(plainName) };
}

const plainName = (name: string): string => name.toLowerCase().replace(/\.$/u, "");
const plainId = (id: string): string => id.replace(/^\/hostedzone\//u, "");
