import type { ResolvedApp, ResolvedDomain } from "@fairlead/model";
import type { HostedZone } from "../../hosted-zones/hosted-zones.js";
import { observed } from "../observation.js";
import type { Observation, PreflightPorts, PreflightRule } from "../preflight-rule.js";

export const hostedZoneDelegated: PreflightRule = {
  id: "hosted-zone-delegated",
  says: "the hosted zone is there, public, and the one that the world's DNS leads to",
  isEssential: false,
  run: async ({ target: { app }, parameters }, ports) => {
    const { domain } = app.environment;
    if (domain === null) return [];
    const zones = await ports.hostedZones.named(domain.hostedZone.name);
    switch (domain.hostedZone.kind) {
      case "create":
        return zones.length > 0 ? [] : [notDelegatedYet(app, domain)];
      case "adopt":
        return await judgeAdopted(
          { app, domain, zones },
          domain.hostedZone.id ?? parameters["HostedZoneId"] ?? null,
          ports,
        );
    }
  },
};

interface Situation {
  readonly app: ResolvedApp;
  readonly domain: ResolvedDomain;
  readonly zones: readonly HostedZone[];
}

async function judgeAdopted(
  situation: Situation,
  statedId: string | null,
  { hostedZones }: Pick<PreflightPorts, "hostedZones">,
): Promise<readonly Observation[]> {
  const { app, domain, zones } = situation;
  const { name } = domain.hostedZone;
  const meant = statedId === null ? zones : zones.filter(({ id }) => id === statedId);
  const [zone] = meant;
  if (zone === undefined) return [zoneMissing(situation, statedId)];
  if (meant.length > 1)
    return [
      observed(app, "error", {
        on: null,
        code: "SeveralHostedZones",
        message: `The account has ${meant.length} public hosted zones of the name ${name}: ${meant.map(({ id }) => id).join(", ")}.`,
        fix: "State the hosted zone's `id`: that of the one that the domain's name servers lead to.",
      }),
    ];
  const seen = await hostedZones.delegation(name);
  return seen.some((server) => zone.nameServers.includes(server)) ? [] : [delegatedElsewhere(situation, zone, seen)];
}

function zoneMissing({ app, domain, zones }: Situation, statedId: string | null): Observation {
  const { name } = domain.hostedZone;
  const there = zones.map(({ id }) => id).join(", ");
  return observed(app, "error", {
    on: null,
    code: "HostedZoneMissing",
    message:
      statedId === null
        ? `The account has no public hosted zone of the name ${name}.`
        : `The account has no public hosted zone ${statedId} of the name ${name}${there === "" ? "" : `; it has ${there}`}.`,
    fix: `Make it (\`aws route53 create-hosted-zone --name ${name} --caller-reference 1\`) and delegate the domain to it, or have the description make it.`,
  });
}

function delegatedElsewhere({ app, domain }: Situation, zone: HostedZone, seen: readonly string[]): Observation {
  // Without the delegation ACM's validation never ends, and CloudFormation waits for it until it gives up.
  const blocks = domain.certificate.kind === "create";
  const leads = seen.length === 0 ? "to nobody" : `to ${seen.join(", ")}`;
  return observed(app, blocks ? "error" : "warning", {
    on: null,
    code: "HostedZoneNotDelegated",
    message: `DNS leads ${zone.name} ${leads}, and not to hosted zone ${zone.id}${blocks ? ", so that its certificate would never be issued" : ""}.`,
    fix: `At the registrar, or in the parent zone, set the name servers of ${zone.name} to ${zone.nameServers.join(", ")}.`,
  });
}

const notDelegatedYet = (app: ResolvedApp, { hostedZone, certificate }: ResolvedDomain): Observation =>
  observed(app, "warning", {
    on: null,
    code: "HostedZoneToDelegate",
    message: `The hosted zone ${hostedZone.name} is made by this deployment${certificate.kind === "create" ? ", which then waits for its certificate until the domain is delegated to it" : ""}.`,
    fix: "Have the registrar's page open: as soon as the zone is there, set the domain's name servers to those that Route 53 gave it.",
  });
