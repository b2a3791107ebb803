import type { HostedZone, HostedZones } from "../hosted-zones/hosted-zones.js";

/** @param delegations Name servers by name; of a name that isn't there nobody is responsible. */
export const fakeHostedZones = (
  zones: readonly HostedZone[] = [],
  delegations: Readonly<Record<string, readonly string[]>> = {},
): HostedZones => ({
  named: (name) => Promise.resolve(zones.filter((zone) => zone.name === name)),
  delegation: (name) => Promise.resolve(delegations[name] ?? []),
});
