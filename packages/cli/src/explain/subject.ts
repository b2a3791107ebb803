import { eachContainerOf } from "@fairlead/model";
import type { Requirement } from "../plan/requirements.js";
import type { PlannedResource, PlanRecord } from "../plan/plan-record.js";
import { shortName } from "../report/phrases.js";
import { nearest } from "../terminal/nearest.js";
import { usesOf, type VariableUse } from "./variable-text.js";

/** What a word stands for in a plan. */
export type Subject =
  | { readonly kind: "finding"; readonly code: string }
  | { readonly kind: "part"; readonly address: string }
  | { readonly kind: "resources"; readonly resources: readonly PlannedResource[] }
  | { readonly kind: "variable"; readonly name: string; readonly uses: readonly VariableUse[] }
  | { readonly kind: "requirement"; readonly requirement: Requirement };

/** Every address that the plan knows. */
function addressesOf({ app, resources }: PlanRecord): readonly string[] {
  const groups = [
    ["services", app.services],
    ["jobs", app.jobs],
    ["databases", [...app.databases, ...app.adoptedDatabases]],
    ["caches", [...app.caches, ...app.adoptedCaches]],
    ["brokers", app.brokers],
    ["buckets", app.buckets],
    ["queues", app.queues],
    ["volumes", app.volumes],
    ["models", app.models],
    ["pools", app.pools],
    ["sites", app.sites],
    ["secrets", app.secrets],
    ["parameters", app.parameters],
    ["images", app.images],
    ["userPools", app.userPools],
  ] as const;
  const named = groups.flatMap(([group, parts]) => parts.map(({ name }) => `${group}.${name}`));
  const found = resources.flatMap(({ address }) => (address === null ? [] : [address]));
  return [
    ...new Set([
      ...named,
      ...eachContainerOf(app).map(({ path }) => path),
      "network",
      ...(app.ingress === null ? [] : ["ingress"]),
      `environments.${app.environment.name}`,
      ...found,
    ]),
  ];
}

/** `collector` of `services.api.sidecars.collector`, which is what its author calls it. */
const ownName = (address: string): string => address.slice(address.lastIndexOf(".") + 1);

/** What the report calls a part that has no name of its own. */
const REPORTED_AS: Readonly<Record<string, string>> = { "load balancer": "ingress" };

const matches = (resource: PlannedResource, wanted: string): boolean =>
  [resource.logicalId, resource.type, resource.constructPath, `${resource.stack}/${resource.logicalId}`].some(
    (candidate) => candidate.toLowerCase() === wanted,
  ) || resource.constructPath.toLowerCase().startsWith(`${wanted}/`);

/** Resources of the stack that is named in full or, as the report does, by its role. */
const resourcesOfStack = ({ stacks, resources }: PlanRecord, wanted: string): readonly PlannedResource[] => {
  const stack = stacks.find(({ name, role }) => [name, role].some((candidate) => candidate.toLowerCase() === wanted));
  return resources.filter((resource) => resource.stack === stack?.name);
};

function findInTemplates(wanted: string, record: PlanRecord): readonly Subject[] {
  const inStack = resourcesOfStack(record, wanted);
  const resources = inStack.length > 0 ? inStack : record.resources.filter((resource) => matches(resource, wanted));
  if (resources.length > 0) return [{ kind: "resources", resources }];
  return record.requirements
    .filter(({ parameters }) => parameters.some(({ name }) => name.toLowerCase() === wanted))
    .map((requirement) => ({ kind: "requirement", requirement }));
}

/**
 * Finds what was meant: a finding's code, an address, a name, an environment variable, a stack, a logical id, a type, a construct
 * path or a template parameter, in this order.
 */
export function findSubject(word: string, record: PlanRecord, codes: readonly string[]): readonly Subject[] {
  const wanted = REPORTED_AS[word.toLowerCase()] ?? word.toLowerCase();
  const code = codes.find((candidate) => candidate.toLowerCase() === wanted);
  if (code !== undefined) return [{ kind: "finding", code }];
  const addresses = addressesOf(record).filter((address) =>
    [address, shortName(address), ownName(address)].some((name) => name.toLowerCase() === wanted),
  );
  if (addresses.length > 0) return addresses.map((address) => ({ kind: "part", address }));
  const uses = usesOf(record.app, word);
  const [use] = uses;
  return use === undefined ? findInTemplates(wanted, record) : [{ kind: "variable", name: use.variable.name, uses }];
}

/** The known word that comes nearest, or `null`. */
export function suggestSubject(word: string, record: PlanRecord, codes: readonly string[]): string | null {
  const addresses = addressesOf(record);
  const known = [
    ...addresses,
    ...addresses.map(shortName),
    ...addresses.map(ownName),
    ...codes,
    ...record.stacks.map(({ role }) => role),
    ...eachContainerOf(record.app).flatMap(({ environment }) => environment.map(({ name }) => name)),
    ...record.resources.map(({ logicalId }) => logicalId),
    ...new Set(record.resources.map(({ type }) => type)),
  ];
  return nearest(word, known);
}
