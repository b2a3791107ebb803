import type { ResolvedApp } from "@fairlead/model";
import { columns, wrapHanging } from "../terminal/wrap.js";
import { injectionEdges, networkEdges, permissionEdges } from "./edges.js";
import type { Page } from "./page.js";
import * as say from "./phrases.js";
import { describePool } from "./pool-phrases.js";
import { describeWork } from "./scaling-phrases.js";
import * as storage from "./storage-phrases.js";
import { section } from "./page.js";

export function headerLines(app: ResolvedApp, { style, width }: Page): readonly string[] {
  const line = [style("heading", app.name), ...say.describeEnvironment(app)].join(style("quiet", " · "));
  return wrapHanging("", line, width);
}

function serviceRows(app: ResolvedApp, { style }: Page): readonly (readonly string[])[] {
  return app.services.flatMap((service) => {
    const routes = say.routesTo(app, service.name).map(say.describeRoute);
    const answers = routes.map((route) => `answers ${route}`);
    return [
      [
        style("name", service.name),
        say.describeSize(service),
        say.describeTasks(service),
        say.describeRollout(service),
      ],
      ...[describeWork(app, service)].flatMap((work) => (work === null ? [] : [["", work]])),
      ["", style("quiet", say.describeImage(service))],
      ...(answers.length === 0
        ? [["", style("quiet", "reached by nobody from outside")]]
        : answers.map((answer) => ["", answer])),
    ];
  });
}

const blockLines = (rows: readonly (readonly string[])[], page: Page): readonly string[] => columns(rows, page.width);

const jobRows = (app: ResolvedApp, { style }: Page): readonly (readonly string[])[] =>
  app.jobs.map((job) => [
    style("name", job.name),
    say.describeSize(job),
    `${say.describeTrigger(job)}, at most ${say.describeDuration(job.timeoutSeconds)}`,
  ]);

const poolRows = (app: ResolvedApp, { style }: Page): readonly (readonly string[])[] =>
  app.pools.map((pool) => [style("name", pool.name), describePool(pool)]);

const siteRows = (app: ResolvedApp, { style }: Page): readonly (readonly string[])[] =>
  app.sites.flatMap((site) => [
    [style("name", site.name), say.describeSite(site)],
    ...say.placesOf(app, site.name).map((place) => ["", `answers ${place}`]),
  ]);

const dataRows = (app: ResolvedApp, { style }: Page): readonly (readonly string[])[] => [
  ...app.databases.map((database) => [style("name", database.name), say.describeDatabase(database)]),
  ...app.caches.map((cache) => [style("name", cache.name), say.describeCache(cache)]),
  ...[...app.adoptedDatabases, ...app.adoptedCaches].map((part) => [
    style("name", part.name),
    say.describeAdopted(part),
  ]),
  ...app.brokers.map((broker) => [style("name", broker.name), say.describeBroker(broker)]),
  ...app.userPools.map((pool) => [style("name", pool.name), say.describeUserPool(pool)]),
  ...app.buckets.map((bucket) => [style("name", bucket.name), storage.describeBucket(bucket)]),
  ...app.queues.map((queue) => [style("name", queue.name), storage.describeQueue(queue)]),
  ...app.volumes.map((volume) => [style("name", volume.name), storage.describeVolume(volume)]),
  ...app.models.map((model) => [style("name", model.name), storage.describeModel(model)]),
  ...(app.backup === null ? [] : [[style("name", "backup"), storage.describeBackup(app.backup)]]),
];

const secretRows = (app: ResolvedApp, { style }: Page): readonly (readonly string[])[] =>
  app.secrets.map((secret) => [style("name", secret.name), say.describeSecret(secret)]);

export function partLines(app: ResolvedApp, page: Page): readonly string[] {
  return [
    ...section("Services", blockLines(serviceRows(app, page), page), page),
    ...section("Instances", blockLines(poolRows(app, page), page), page),
    ...section("Sites", blockLines(siteRows(app, page), page), page),
    ...section("Jobs", blockLines(jobRows(app, page), page), page),
    ...section("Data", blockLines(dataRows(app, page), page), page),
    ...section("Secrets", page.verbosity > 0 ? blockLines(secretRows(app, page), page) : [], page),
  ];
}

/** Every edge there is; what is not listed is closed. */
export function edgeLines(app: ResolvedApp, page: Page): readonly string[] {
  const { style, width } = page;
  const network = columns(
    networkEdges(app).map(({ from, to, port, because }) => [
      `${from.map((name) => style("name", name)).join(", ")} → ${style("name", to)}:${port ?? ""}`,
      style("quiet", because.join(", ")),
    ]),
    width,
  );
  const handed = columns(
    injectionEdges(app).map(({ to, from }) => [to.map((name) => style("name", name)).join(", "), from.join(", ")]),
    width,
  );
  const permitted = columns(
    permissionEdges(app).map(({ from, may }) => [style("name", from), may.join(", ")]),
    width,
  );
  return [
    ...section("Who talks to whom", network, page),
    ...section("Who is handed what at start", handed, page),
    ...section("Whose code may do what", permitted, page),
  ];
}
