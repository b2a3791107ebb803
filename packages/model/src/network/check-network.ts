import type { Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import type { DescribedEnvironment } from "../app/described-app.js";
import { REGIONS } from "../environment/regions.js";

/** Zones are the region's, and no gateway stands in a zone that isn't there. */
export const checkNetwork: Check = (app, { environment }) => {
  const path = addressOf("environment", environment.name);
  if (app.network.source.kind === "shared") return [];
  return [...checkZones(path, environment), ...checkZoneCount(path, app), ...checkGateways(path, app)];
};

function checkZones(path: string, { options, broken }: DescribedEnvironment): Problem[] {
  const adopted = options.network !== undefined && "adopt" in options.network ? options.network.adopt.zones : null;
  const zones = adopted ?? options.zones ?? [];
  const at = adopted === null ? `${path}.zones` : `${path}.network.adopt.zones`;
  if (broken.has("region")) return [];
  const example = (REGIONS[options.region] ?? []).map((letter) => `"${options.region}${letter}"`).join(", ");
  return [
    ...zones.flatMap((zone, index) =>
      zone.startsWith(options.region) && /^[a-z]$/u.test(zone.slice(options.region.length))
        ? []
        : [
            {
              path: `${at}[${index}]`,
              code: "UnknownZone",
              message: `"${zone}" is not an availability zone of ${options.region}.`,
              fix: `Use names of the region with a letter behind it, e.g. ${example}.`,
            },
          ],
    ),
    ...(new Set(zones).size === zones.length
      ? []
      : [
          {
            path: at,
            code: "DuplicateZone",
            message: "A zone is named twice: there would be one building less than it seems.",
            fix: "Name each zone once.",
          },
        ]),
  ];
}

/** A region of two zones can't have the three of the production tier. */
function checkZoneCount(path: string, { network, environment }: Parameters<Check>[0]): Problem[] {
  if (network.zones.length >= 2) return [];
  return [
    {
      path: `${path}.zones`,
      code: "TooFewZones",
      message: `A load balancer needs two zones; ${environment.region} has ${network.zones.length} by Fairlead's table.`,
      fix: "Name two zones of the region in zones.",
    },
  ];
}

function checkGateways(path: string, { network }: Parameters<Check>[0]): Problem[] {
  if (network.nat.kind !== "gateway" || network.nat.count <= network.zones.length) return [];
  return [
    {
      path: `${path}.network.nat`,
      code: "MoreGatewaysThanZones",
      message: `${network.nat.count} NAT gateways have only ${network.zones.length} zones to stand in.`,
      fix: 'Use "gateway-per-zone", or fewer gateways.',
    },
  ];
}
