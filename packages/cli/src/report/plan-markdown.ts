import { describeLocation } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import { endangering, type PlanChanges, type ResourceChange } from "../diff/resource-change.js";
import type { PlanRecord } from "../plan/plan-record.js";
import { actionText, countChanges, fateText, hasChanges } from "./change-text.js";
import { injectionEdges, networkEdges, permissionEdges } from "./edges.js";
import { costSummary } from "./cost-change-text.js";
import { costTable } from "./cost-markdown.js";
import { byKind, countFindings, findingPlace } from "./finding-text.js";
import type { Finding } from "@fairlead/check";
import { markdownTable } from "./markdown-table.js";
import { connectionDiagram, stackDiagram } from "./mermaid.js";
import * as say from "./phrases.js";
import { describePool } from "./pool-phrases.js";
import { describeWork } from "./scaling-phrases.js";
import * as storage from "./storage-phrases.js";
import { valuePair } from "./value-text.js";

const MAX_VALUE_LENGTH = 80;

/** Properties of one resource that are listed; the terminal's `-v` shows all. */
const MAX_PROPERTIES = 4;

const code = (text: string): string => `\`${text}\``;

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines];

const serviceTable = (app: ResolvedApp): readonly string[] =>
  markdownTable(
    ["Service", "Size", "Tasks", "Rollout", "Answers", "Longest response"],
    app.services.map((service) => [
      `**${service.name}**`,
      say.describeSize(service),
      [say.describeTasks(service), describeWork(app, service)].filter((text) => text !== null).join("; "),
      say.describeRollout(service),
      say.routesTo(app, service.name).map(say.describeRoute).map(code).join(", ") || "nobody from outside",
      say.describeDuration(service.longestResponseSeconds),
    ]),
  );

const partTable = (app: ResolvedApp): readonly string[] =>
  markdownTable(
    ["Part", "What it is"],
    [
      ...app.pools.map((pool) => [pool.name, describePool(pool)]),
      ...app.jobs.map((job) => [job.name, `Job, ${say.describeTrigger(job)}; ${say.describeSize(job)}`]),
      ...app.sites.map((site) => [
        site.name,
        `Site, ${say.describeSite(site)}; ${say.placesOf(app, site.name).map(code).join(", ")}`,
      ]),
      ...app.databases.map((database) => [database.name, say.describeDatabase(database)]),
      ...app.caches.map((cache) => [cache.name, say.describeCache(cache)]),
      ...[...app.adoptedDatabases, ...app.adoptedCaches].map((part) => [part.name, say.describeAdopted(part)]),
      ...app.brokers.map((broker) => [broker.name, say.describeBroker(broker)]),
      ...app.buckets.map((bucket) => [bucket.name, storage.describeBucket(bucket)]),
      ...app.queues.map((queue) => [queue.name, storage.describeQueue(queue)]),
      ...app.volumes.map((volume) => [volume.name, storage.describeVolume(volume)]),
      ...app.models.map((model) => [model.name, storage.describeModel(model)]),
      ...app.userPools.map((pool) => [pool.name, say.describeUserPool(pool)]),
      ...app.secrets.map((secret) => [secret.name, `Secret: ${say.describeSecret(secret)}`]),
      ...app.parameters.map(({ name, value }) => [name, `Parameter: ${code(value)}`]),
    ],
  );

const edgeTable = (app: ResolvedApp): readonly string[] => [
  ...markdownTable(
    ["From", "To", "Because of"],
    networkEdges(app).map(({ from, to, port, because }) => [
      from.join(", "),
      `${to}:${port ?? ""}`,
      because.map(code).join(", "),
    ]),
  ),
  "",
  ...injectionEdges(app).map(
    ({ to, from }) => `- ${say.listed(to)} ${to.length === 1 ? "is" : "are"} handed ${say.listed(from)} at start.`,
  ),
  ...permissionEdges(app).map(({ from, may }) => `- ${from} may ${say.listed(may)}.`),
  "",
  "What is not listed is closed.",
];

function costSection({ estimate, changes }: PlanRecord): readonly string[] {
  if (estimate === null) return [];
  return [
    `${costSummary(estimate, changes?.usdBefore ?? null)}: at the expected load, at the least and at the most tasks. [cost.html](cost.html) has every line with its workings, and what would make it cheaper.`,
    "",
    ...costTable(estimate),
  ];
}

function stackSection({ stacks, waves }: PlanRecord): readonly string[] {
  const waveOf = (role: string): string => String(waves.findIndex((wave) => wave.includes(role)) + 1);
  return [
    "Stacks of one wave deploy side by side.",
    "",
    ...markdownTable(
      ["Wave", "Stack", "Resources", "Template"],
      stacks.map(({ name, role, resourceCount, templateFile }) => [
        waveOf(role),
        name,
        String(resourceCount),
        `[${templateFile}](assembly/${templateFile})`,
      ]),
    ),
    "",
    ...stackDiagram({ stacks }),
  ];
}

/** What it is about once, then each place with what is the case there. */
function kindSection(findings: readonly Finding[]): readonly string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const { severity, link, why, fix } = first;
  return [
    "",
    `### ${severity}: ${link === "" ? first.code : `[${first.code}](${link})`}`,
    "",
    ...findings.map((finding) => {
      const place = findingPlace(finding);
      return `- ${finding.message}${place === "" ? "" : ` ${code(place)}`}`;
    }),
    "",
    `**Why:** ${why}`,
    "",
    `**Fix:** ${fix}`,
  ];
}

function findingSection({ findings }: PlanRecord): readonly string[] {
  const open = findings.filter(({ status }) => status.kind === "open");
  const accepted = new Set(
    findings.flatMap((finding) =>
      finding.status.kind === "accepted"
        ? [`- ${code(finding.code)} until ${finding.status.until}: ${finding.status.reason}`]
        : [],
    ),
  );
  return [
    `${countFindings(findings)}.`,
    ...byKind(open).flatMap(kindSection),
    ...(accepted.size === 0 ? [] : ["", "<details><summary>Accepted</summary>", "", ...accepted, "", "</details>"]),
  ];
}

function propertiesOf({ properties }: ResourceChange): string {
  const shown = properties.slice(0, MAX_PROPERTIES).map(({ path, before, after }) => {
    const [old, next] = valuePair(before, after, MAX_VALUE_LENGTH);
    return `${code(path)}: ${code(old)} → ${code(next)}`;
  });
  const left = properties.length - shown.length;
  return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join("<br>");
}

const UNKNOWN_STACK = "differs, but its earlier template can't be read: what changes in it is not known";

function changeSection(changes: PlanChanges | null): readonly string[] {
  if (changes === null) return [];
  if (!hasChanges(changes)) return ["No changes."];
  const endangered = endangering(changes.resources);
  return [
    ...endangered.map(
      (change) =>
        `- **Data in danger: ${change.stack}/${change.logicalId}** (${change.type}) ${actionText(change)}. ${fateText(change)}`,
    ),
    ...(endangered.length === 0 ? [] : [""]),
    ...markdownTable(
      ["Description", "Before", "After", "Where"],
      changes.description.map(({ path, before, after, source }) => [
        code(path),
        ...valuePair(before, after, MAX_VALUE_LENGTH).map(code),
        source === null ? "" : describeLocation(source),
      ]),
    ),
    "",
    ...markdownTable(
      ["Stack", "Resource", "Type", "What happens", "Properties", "Where"],
      changes.resources.map((change) => [
        change.stack,
        change.logicalId,
        change.type,
        actionText(change),
        propertiesOf(change),
        change.source === null ? "" : describeLocation(change.source),
      ]),
    ),
    ...changes.stacks.filter(({ kind }) => kind === "unknown").map(({ stack }) => `- **${stack}** ${UNKNOWN_STACK}.`),
    "",
    changes.resources.length === 0 ? "No resource changes." : `${countChanges(changes)}.`,
  ];
}

/** The report that lies beside the templates: tables, and diagrams that GitHub and GitLab draw. */
export function planMarkdown(record: PlanRecord): string {
  const { app } = record;
  return `${[
    `# ${app.name}: plan of ${app.environment.name}`,
    "",
    `${say.describeEnvironment(app).slice(1).join(" · ")} · ${say.describeNat(app.network.nat)}`,
    ...section("Changes", changeSection(record.changes)),
    ...section("Services", serviceTable(app)),
    ...section("Everything else", partTable(app)),
    ...section("Who talks to whom", [...connectionDiagram(app), "", ...edgeTable(app)]),
    ...section("Stacks", stackSection(record)),
    ...section("Cost", costSection(record)),
    ...section("Findings", findingSection(record)),
    ...section(
      "What you provide",
      record.requirements.map(({ todo, parameters, when }) => {
        const takes = parameters.map(({ name, stacks }) => `${code(name)} of ${say.listed(stacks)}`).join(", ");
        return `- [ ] ${when === "after-first-deployment" ? "After the first deployment: " : ""}${todo}${takes === "" ? "" : ` ${takes}`}`;
      }),
    ),
  ].join("\n")}\n`;
}
