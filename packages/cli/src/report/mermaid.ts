import { addressOf, type ResolvedApp } from "@fairlead/model";
import type { PlanRecord } from "../plan/plan-record.js";
import { networkEdges } from "./edges.js";
import { count, describeRoute, placesOf, routesTo, shortName } from "./phrases.js";
import { describeAccess } from "./storage-phrases.js";

// Mermaid takes letters, digits and underscores in ids, and its own words (`end`) break it.
const idOf = (name: string): string => `n_${name.replaceAll(/[^A-Za-z0-9]/g, "_")}`;

const INTERNET = `${idOf("internet")}((internet))`;

const quoted = (text: string): string => `"${text.replaceAll('"', "'")}"`;

const fence = (lines: readonly string[]): readonly string[] => ["```mermaid", ...lines, "```"];

/** Who talks to whom, as a diagram that GitHub and GitLab draw. */
export function connectionDiagram(app: ResolvedApp): readonly string[] {
  const nodes = [
    ...app.services.map(({ name }) => `  ${idOf(name)}[${quoted(name)}]`),
    ...app.jobs.map(({ name }) => `  ${idOf(name)}([${quoted(name)}])`),
    ...app.databases.map(({ name }) => `  ${idOf(name)}[(${quoted(name)})]`),
    ...[...app.caches, ...app.adoptedDatabases, ...app.adoptedCaches].map(
      ({ name }) => `  ${idOf(name)}[(${quoted(name)})]`,
    ),
    ...app.brokers
      .filter(({ engine }) => engine.kind === "amazon-mq")
      .map(({ name }) => `  ${idOf(name)}[(${quoted(name)})]`),
    ...[...app.buckets, ...app.queues, ...app.volumes].map(({ name }) => `  ${idOf(name)}[(${quoted(name)})]`),
    ...app.models.map(({ name }) => `  ${idOf(name)}[/${quoted(name)}/]`),
  ];
  const internet = [
    ...(app.cdn === null ? [] : [`  ${INTERNET} --> ${idOf("cloudfront")}{{CloudFront}}`]),
    ...app.sites.map(
      ({ name }) =>
        `  ${idOf("cloudfront")} -->|${quoted(placesOf(app, name).join("<br>"))}| ${idOf(name)}[/${quoted(name)}/]`,
    ),
  ];
  const routed = app.services.filter(({ name }) => routesTo(app, name).length > 0);
  const ingress =
    app.ingress === null
      ? []
      : [
          `  ${app.ingress.cdn === null ? INTERNET : idOf("cloudfront")} --> ${idOf("ingress")}{{${quoted("load balancer")}}}`,
          ...routed.map(
            ({ name }) =>
              `  ${idOf("ingress")} -->|${quoted(routesTo(app, name).map(describeRoute).join("<br>"))}| ${idOf(name)}`,
          ),
        ];
  const edges = networkEdges(app)
    .flatMap(({ from, to, port }) => from.map((beginning) => ({ beginning, to, port })))
    .filter(({ beginning }) => beginning !== "load balancer")
    .map(({ beginning, to, port }) => `  ${idOf(beginning)} -->|${port ?? ""}| ${idOf(to)}`);
  const kept = new Set([
    ...app.buckets.map(({ name }) => addressOf("bucket", name)),
    ...app.queues.map(({ name }) => addressOf("queue", name)),
    ...app.models.map(({ name }) => addressOf("model", name)),
  ]);
  const permissions = app.connections
    .filter((edge) => edge.kind === "permission")
    .filter(({ to }) => kept.has(to))
    .map(
      ({ from, to, access }) =>
        `  ${idOf(shortName(from))} -.->|${quoted(describeAccess(access))}| ${idOf(shortName(to))}`,
    );
  return fence(["flowchart LR", ...nodes, ...internet, ...ingress, ...edges, ...permissions]);
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
