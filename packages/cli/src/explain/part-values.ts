import { containersOf, type ResolvedApp } from "@fairlead/model";

const GROUPS = [
  "services",
  "jobs",
  "databases",
  "caches",
  "brokers",
  "buckets",
  "queues",
  "volumes",
  "models",
  "sites",
  "secrets",
  "parameters",
  "images",
  "userPools",
  "pools",
] as const;

const isFields = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The resolved value that an address names; `null` when there is none. */
export function partAt(app: ResolvedApp, address: string): object | null {
  if (address === "network") return app.network;
  if (address === "ingress") return app.ingress;
  if (address === `environments.${app.environment.name}`) return app.environment;
  const [group, ...rest] = address.split(".");
  const [owner = "", , sidecar] = rest;
  if (sidecar !== undefined) return sidecarAt(app, `${group ?? ""}.${owner}`, sidecar);
  const parts = GROUPS.find((candidate) => candidate === group);
  if (parts === undefined) return null;
  const found = [...app[parts], ...adopted(app, parts)].find(({ name }) => name === rest.join("."));
  return found ?? null;
}

const sidecarAt = (app: ResolvedApp, owner: string, sidecar: string): object | null =>
  containersOf(app)
    .find(({ address }) => address === owner)
    ?.sidecars.find(({ name }) => name === sidecar) ?? null;

/** What exists already is called as if it were made here. */
function adopted(app: ResolvedApp, group: (typeof GROUPS)[number]): readonly { readonly name: string }[] {
  if (group === "databases") return app.adoptedDatabases;
  return group === "caches" ? app.adoptedCaches : [];
}

/** The value's leaves as `scaling.minTasks` and its text; lists of plain values stay together. */
export function flatten(value: object, path = ""): readonly (readonly [string, string])[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = path === "" ? key : `${path}.${key}`;
    if (isFields(inner)) return flatten(inner, here);
    if (Array.isArray(inner) && inner.some(isFields)) {
      return inner.flatMap((item: unknown, index) => (isFields(item) ? flatten(item, `${here}[${index}]`) : []));
    }
    return [[here, typeof inner === "string" ? inner : JSON.stringify(inner)] as const];
  });
}
