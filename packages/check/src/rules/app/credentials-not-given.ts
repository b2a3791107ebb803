import { type Address, addressOf, containersOf, type ResolvedApp, type ResolvedValue } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** What a task takes from one part, and what it can't sign in there without. */
interface Door {
  readonly to: Address;
  readonly kind: "database" | "cache" | "broker";
  readonly name: string;
  readonly outputs: ReadonlySet<string>;
}

/** Beside the URL, which holds all of it. */
const NEEDED: Readonly<Record<Door["kind"], readonly string[]>> = {
  database: ["user", "password"],
  cache: ["password"],
  broker: ["user", "password"],
};

function doorOf(value: ResolvedValue, app: ResolvedApp): Omit<Door, "outputs"> | null {
  switch (value.kind) {
    case "database":
      // What somebody else has made may ask for other things.
      return app.databases.some(({ name }) => name === value.database)
        ? { to: addressOf("postgres", value.database), kind: value.kind, name: value.database }
        : null;
    case "cache":
      return app.caches.some(({ name }) => name === value.cache)
        ? { to: addressOf("cache", value.cache), kind: value.kind, name: value.cache }
        : null;
    case "broker":
      return { to: addressOf("broker", value.broker), kind: value.kind, name: value.broker };
    case "literal":
    case "secret":
    case "parameter":
    case "service":
    case "bucket":
    case "queue":
    case "model":
    case "user-pool":
      return null;
  }
}

/** What the containers of one task take from each part: a sidecar may sign in for the others. */
function doorsOf(values: readonly ResolvedValue[], app: ResolvedApp): Door[] {
  const doors = new Map<Address, Omit<Door, "outputs"> & { readonly outputs: Set<string> }>();
  for (const value of values) {
    const door = doorOf(value, app);
    if (door === null || !("output" in value)) continue;
    const known = doors.get(door.to) ?? { ...door, outputs: new Set<string>() };
    known.outputs.add(value.output);
    doors.set(door.to, known);
  }
  return [...doors.values()];
}

const lacking = ({ kind, outputs }: Door): readonly string[] =>
  outputs.has("host") && !outputs.has("url") ? NEEDED[kind].filter((output) => !outputs.has(output)) : [];

export const credentialsNotGiven: AppRule = {
  code: "CredentialsNotGiven",
  severity: "error",
  title: "A task knows where something is and can't sign in there",
  why: "Databases, caches and brokers answer nobody without a password, and over TLS only: the app fails at its first connection.",
  fix: "Give it the url, which holds host, port, user, password and TLS; or name what is missing as well.",
  link: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html",
  check: (app) =>
    containersOf(app).flatMap(({ address, environment, sidecars }) => {
      const values = [environment, ...sidecars.map((sidecar) => sidecar.environment)].flat().map(({ value }) => value);
      return doorsOf(values, app).flatMap((door) => {
        const missing = lacking(door);
        return missing.length === 0
          ? []
          : [
              {
                address,
                message: `The tasks of ${address} are given the host of ${door.kind} "${door.name}", but neither its url nor its ${missing.join(" and ")}.`,
              },
            ];
      });
    }),
};
