import { arbitraryApp, type ArbitraryApp, describeRoots, type WrittenReference } from "@fairlead/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Connection, image, postgres, resolveApp, type ResolvedApp, secret, service, valkey } from "../index.js";

const resolve = ({ definition, environment }: ArbitraryApp): ResolvedApp =>
  resolveApp(definition, environment, { baseFolder: "/app" });

const nameOf = (edge: Connection): string =>
  [edge.kind, edge.from, edge.to, ...(edge.kind === "permission" ? [edge.access] : [])].join(" ");

/** The edges that a reference stands for, written out anew. */
function edgesOf({ from, to, kind, output }: WrittenReference): string[] {
  const network = `network ${from} ${to}`;
  const permission = (access: string): string => `permission ${from} ${to} ${access}`;
  const injection = `injection ${from} ${to}`;
  switch (kind) {
    case "route":
    case "service":
      return [network];
    case "secret":
    case "parameter":
      return [injection];
    case "bucket":
      return [
        ...(output === "write" ? [] : [permission("read-objects")]),
        ...(output === "read" ? [] : [permission("write-objects")]),
      ];
    case "queue":
      return [permission(output === "send" ? "send-messages" : "receive-messages")];
    case "model":
      return [permission("invoke-model")];
    case "user-pool":
      return output === "id-for-administration" ? [permission("administer")] : [];
    case "volume":
      return [network, permission(output === "read" ? "read-files" : "write-files")];
    case "cache":
      return output === "url" || output === "password" ? [network, injection] : [network];
    case "database":
      return output === "url" || output === "user" || output === "password" ? [network, injection] : [network];
  }
}

const image0 = image("app");

describe("connections", () => {
  it("are exactly what the references of a random app stand for", () => {
    fc.assert(
      fc.property(arbitraryApp(), (random) => {
        const app = resolve(random);
        const expected = new Set(random.references.flatMap((reference) => edgesOf(reference)));
        const actual = app.connections.map(nameOf);
        expect(actual.toSorted()).toEqual([...expected].toSorted());
      }),
      { numRuns: 200 },
    );
  });

  it("name every reference that opened them, and no other", () => {
    fc.assert(
      fc.property(arbitraryApp(), (random) => {
        const app = resolve(random);
        for (const edge of app.connections) {
          const opened = random.references
            .filter((reference) => edgesOf(reference).includes(nameOf(edge)))
            .map(({ by }) => by);
          const hosts = app.ingress?.hosts ?? [];
          const named = edge.because
            .split(", ")
            .map((word) => hosts.reduce((rest, host) => rest.replace(host, ""), word));
          expect(named.toSorted()).toEqual(opened.toSorted());
        }
      }),
      { numRuns: 200 },
    );
  });

  it("never lie between two services that no reference joins", () => {
    const app = resolveApp(
      describeRoots({
        services: [
          service("a", { image: image0, port: 8080, env: { DATABASE_URL: postgres("main", { engine: "rds" }).url } }),
          service("b", { image: image0, port: 8080 }),
        ],
      }),
      "test",
      { baseFolder: "/app" },
    );
    expect(app.connections.map(({ from, to }) => `${from} ${to}`)).toEqual([
      "services.a databases.main",
      "services.a databases.main",
    ]);
  });

  it("open the port of the database and inject what is secret of it", () => {
    const database = postgres("main", { engine: "rds", rotation: "none" });
    const app = resolveApp(
      describeRoots({ services: [service("a", { image: image0, env: { ...database.env } })] }),
      "test",
      { baseFolder: "/app" },
    );
    expect(app.connections).toEqual([
      { kind: "injection", from: "services.a", to: "databases.main", because: "PGPASSWORD, PGUSER" },
      {
        kind: "network",
        from: "services.a",
        to: "databases.main",
        port: 5432,
        because: "PGDATABASE, PGHOST, PGPASSWORD, PGPORT, PGSSLMODE, PGUSER",
      },
    ]);
  });

  it("inject the user beside the password where a rotation changes both", () => {
    const database = postgres("main", { engine: "rds", rotation: { everyDays: 30 } });
    const app = resolveApp(
      describeRoots({ services: [service("a", { image: image0, env: { ...database.env } })] }),
      "test",
      { baseFolder: "/app" },
    );
    expect(app.connections[0]?.because).toBe("PGPASSWORD, PGUSER");
  });

  it("need no network for a secret and no injection for a cache's host", () => {
    const app = resolveApp(
      describeRoots({
        services: [
          service("a", {
            image: image0,
            env: { TOKEN: secret("token", { generate: "token" }), CACHE_HOST: valkey("cache").host },
          }),
        ],
      }),
      "test",
      { baseFolder: "/app" },
    );
    expect(app.connections.map(({ kind, to }) => `${kind} ${to}`)).toEqual([
      "network caches.cache",
      "injection secrets.token",
    ]);
  });
});
