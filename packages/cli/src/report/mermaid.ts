import { type Address, addressOf, INGRESS_ADDRESS, type ResolvedApp } from "@fairlead/model";
import type { PlanRecord } from "../plan/plan-record.js";
import { count, describeRoute, placesOf, routesTo, shortName } from "./phrases.js";
import { describeAccess } from "./storage-phrases.js";

// Mermaid takes letters, digits and underscores in ids, and its own words (`end`) break it.
const idOf = (name: string): string => `n_${name.replaceAll(/[^A-Za-z0-9]/g, "_")}`;

const INTERNET = `${idOf("internet")}((internet))`;
const CLOUDFRONT = idOf("cloudfront");

const quoted = (text: string): string => `"${text.replaceAll('"', "'")}"`;

const fence = (lines: readonly string[]): readonly string[] => ["```mermaid", ...lines, "```"];

type Kind = Parameters<typeof addressOf>[0];

/** The parts that connections lead from and to, by their addresses: a service and a job may have one name. */
function partNodes(app: ResolvedApp): ReadonlyMap<Address, string> {
  const nodes = (parts: readonly { readonly name: string }[], kind: Kind, [open, close]: readonly [string, string]) =>
    parts.map(({ name }) => [addressOf(kind, name), `${open}${quoted(name)}${close}`] as const);
  const store = ["[(", ")]"] as const;
  return new Map([
    ...nodes(app.services, "service", ["[", "]"]),
    ...nodes(app.jobs, "job", ["([", "])"]),
    ...nodes([...app.databases, ...app.adoptedDatabases], "postgres", store),
    ...nodes([...app.caches, ...app.adoptedCaches], "cache", store),
    ...nodes(
      app.brokers.filter(({ engine }) => engine.kind === "amazon-mq"),
      "broker",
      store,
    ),
    ...nodes(app.buckets, "bucket", store),
    ...nodes(app.queues, "queue", store),
    ...nodes(app.volumes, "volume", store),
    ...nodes(app.models, "model", ["[/", "/]"]),
  ]);
}

function doorLines(app: ResolvedApp): readonly string[] {
  const cloudFront = [
    ...(app.cdn === null ? [] : [`  ${INTERNET} --> ${CLOUDFRONT}{{CloudFront}}`]),
    ...app.sites.map(({ name }) => {
      const site = idOf(addressOf("site", name));
      return `  ${CLOUDFRONT} -->|${quoted(placesOf(app, name).join("<br>"))}| ${site}[/${quoted(name)}/]`;
    }),
  ];
  if (app.ingress === null) return cloudFront;
  const before = app.ingress.cdn === null ? INTERNET : CLOUDFRONT;
  const ingress = idOf(INGRESS_ADDRESS);
  return [
    ...cloudFront,
    `  ${before} --> ${ingress}{{${quoted("load balancer")}}}`,
    ...app.services.flatMap(({ name }) => {
      const routes = routesTo(app, name).map(describeRoute);
      return routes.length === 0
        ? []
        : [`  ${ingress} -->|${quoted(routes.join("<br>"))}| ${idOf(addressOf("service", name))}`];
    }),
  ];
}

interface Line {
  readonly from: Address;
  readonly to: Address;
  readonly text: string;
}

/** Connections, far ends together; and what code may do with what no connection leads to. */
function edges(app: ResolvedApp): readonly Line[] {
  const network = app.connections.flatMap((edge) =>
    edge.kind === "network" && edge.from !== INGRESS_ADDRESS ? [edge] : [],
  );
  const byEnd = Map.groupBy(network, ({ to, port }) => `${to}:${port}`);
  const kept = new Set([...partNodes(app).keys()].filter((address) => /^(buckets|queues|models)\./u.test(address)));
  const permissions = app.connections.flatMap((edge) =>
    edge.kind === "permission" && kept.has(edge.to) ? [edge] : [],
  );
  const lines = [
    ...[...byEnd.values()]
      .flat()
      .map(({ from, to, port }) => ({ from, to, text: `  ${idOf(from)} -->|${port}| ${idOf(to)}` })),
    ...permissions.map(({ from, to, access }) => ({
      from,
      to,
      text: `  ${idOf(from)} -.->|${quoted(describeAccess(access))}| ${idOf(to)}`,
    })),
  ];
  return [...new Map(lines.map((line) => [line.text, line])).values()];
}

/** Who talks to whom, as a diagram that GitHub and GitLab draw. */
export function connectionDiagram(app: ResolvedApp): readonly string[] {
  const nodes = partNodes(app);
  const lines = edges(app);
  // Mermaid would show an end that it doesn't know by its id.
  const others = [...new Set(lines.flatMap(({ from, to }) => [from, to]))].filter((address) => !nodes.has(address));
  return fence([
    "flowchart LR",
    ...[...nodes].map(([address, shape]) => `  ${idOf(address)}${shape}`),
    ...others.map((address) => `  ${idOf(address)}[${quoted(shortName(address))}]`),
    ...doorLines(app),
    ...lines.map(({ text }) => text),
  ]);
}

/** Which stack waits for which. */
export function stackDiagram({ stacks }: Pick<PlanRecord, "stacks">): readonly string[] {
  const roles = new Map(stacks.map(({ name, role }) => [name, role]));
  return fence([
    "flowchart LR",
    ...stacks.map(
      ({ role, resourceCount }) => `  ${idOf(role)}[${quoted(`${role}<br>${count(resourceCount, "resource")}`)}]`,
    ),
    ...stacks.flatMap(({ role, dependsOn }) =>
      dependsOn.map((name) => `  ${idOf(roles.get(name) ?? name)} --> ${idOf(role)}`),
    ),
  ]);
}
