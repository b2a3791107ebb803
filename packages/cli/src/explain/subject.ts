import type { PlannedResource, PlanRecord } from "../plan/plan-record.js";
import { shortName } from "../report/phrases.js";
import { nearest } from "../terminal/nearest.js";

/** What a word stands for in a plan. */
export type Subject =
  | { readonly kind: "finding"; readonly code: string }
  | { readonly kind: "part"; readonly address: string }
  | { readonly kind: "resources"; readonly resources: readonly PlannedResource[] };

/** Every address that the plan knows. */
function addressesOf({ app, resources }: PlanRecord): readonly string[] {
  const groups = [
    ["services", app.services],
    ["jobs", app.jobs],
    ["databases", app.databases],
    ["caches", app.caches],
    ["secrets", app.secrets],
    ["parameters", app.parameters],
    ["images", app.images],
  ] as const;
  const named = groups.flatMap(([group, parts]) => parts.map(({ name }) => `${group}.${name}`));
  const found = resources.flatMap(({ address }) => (address === null ? [] : [address]));
  return [
    ...new Set([
      ...named,
      "network",
      ...(app.ingress === null ? [] : ["ingress"]),
      `environments.${app.environment.name}`,
      ...found,
    ]),
  ];
}

const matches = (resource: PlannedResource, wanted: string): boolean =>
  [resource.logicalId, resource.type, resource.constructPath, `${resource.stack}/${resource.logicalId}`].some(
    (candidate) => candidate.toLowerCase() === wanted,
  ) || resource.constructPath.toLowerCase().startsWith(`${wanted}/`);

/** Finds what was meant: a finding's code, an address, a name, a logical id, a type or a construct path, in this order. */
export function findSubject(word: string, record: PlanRecord, codes: readonly string[]): readonly Subject[] {
  const wanted = word.toLowerCase();
  const code = codes.find((candidate) => candidate.toLowerCase() === wanted);
  if (code !== undefined) return [{ kind: "finding", code }];
  const addresses = addressesOf(record).filter(
    (address) => address.toLowerCase() === wanted || shortName(address).toLowerCase() === wanted,
  );
  if (addresses.length > 0) return addresses.map((address) => ({ kind: "part", address }));
  const resources = record.resources.filter((resource) => matches(resource, wanted));
  return resources.length > 0 ? [{ kind: "resources", resources }] : [];
}

/** The known word that comes nearest, or `null`. */
export function suggestSubject(word: string, record: PlanRecord, codes: readonly string[]): string | null {
  const addresses = addressesOf(record);
  const known = [
    ...addresses,
    ...addresses.map(shortName),
    ...codes,
    ...record.resources.map(({ logicalId }) => logicalId),
    ...new Set(record.resources.map(({ type }) => type)),
  ];
  return nearest(word, known);
}
