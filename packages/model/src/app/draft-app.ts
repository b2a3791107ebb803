import type { SourceLocation } from "@fairlead/errors";
import type { Address } from "../address.js";
import { resolveAdoptedCache } from "../adopted/adopted-cache.js";
import { resolveAdoptedPostgres } from "../adopted/adopted-postgres.js";
import { resolveBroker } from "../broker/resolve-broker.js";
import { resolveBackup } from "../backup/resolve-backup.js";
import { resolveBucket } from "../bucket/resolve-bucket.js";
import { resolveCache } from "../cache/resolve-cache.js";
import { resolveCdn } from "../cdn/resolve-cdn.js";
import { deriveConnections } from "../connection/derive-connections.js";
import { openEndpoints } from "../endpoint/open-endpoints.js";
import { resolveEnvironment } from "../environment/resolve-environment.js";
import { resolveImage } from "../image/resolve-image.js";
import { resolveIngress, routeTarget } from "../ingress/resolve-ingress.js";
import { resolveJob } from "../job/resolve-job.js";
import { resolveModel } from "../model/resolve-model.js";
import { resolveNetwork } from "../network/resolve-network.js";
import { deriveAlarms } from "../observability/derive-alarms.js";
import { resolveObservability } from "../observability/resolve-observability.js";
import { resolvePools } from "../pool/resolve-pools.js";
import { preparedBy } from "../postgres/extension-job.js";
import { resolvePostgres } from "../postgres/resolve-postgres.js";
import { resolveQueue } from "../queue/resolve-queue.js";
import { depthReporters } from "../scaling/depth-reporters.js";
import { resolveSecret } from "../secret/resolve-secret.js";
import { smokeJobOf } from "../service/traffic-gates.js";
import { resolveService } from "../service/resolve-service.js";
import { resolveSite, standaloneSites } from "../site/resolve-site.js";
import { resolveVolume } from "../volume/resolve-volume.js";
import { resolveUserPool } from "../user-pool/resolve-user-pool.js";
import type { AcceptanceOptions } from "./define-app.js";
import type { DescribedApp } from "./described-app.js";
import type { OwnTag } from "./own-tags.js";
import { sharedParts } from "./shared-parts.js";
import type { Acceptance, ResolvedApp } from "./resolved-app.js";

/** What an app has beside its parts. */
interface DraftExtras {
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly accept: readonly AcceptanceOptions[] | undefined;
  readonly sources: Readonly<Record<Address, SourceLocation>>;
}

/** Fills every gap. The result is sound only when the checks find nothing in it. */
export function draftApp(description: DescribedApp, extras: DraftExtras): ResolvedApp {
  const { environment, name } = description;
  const tier = environment.values;
  const { services, jobs, pools } = resolveTasks(description);
  const resolvedEnvironment = resolveEnvironment(environment);
  const domainHost = resolvedEnvironment.domain?.host ?? null;
  const shared = sharedParts(description, resolvedEnvironment.domain);
  const alone = standaloneSites(description, domainHost);
  const siteHosts = alone.flatMap(({ host }) => (host === null ? [] : [host]));
  const behindIngress = { tier, domainHost, services, siteHosts, ...shared };
  const ingress = description.ingress === null ? null : resolveIngress(description.ingress, behindIngress);
  const parts = {
    ingress,
    services,
    jobs,
    pools,
    ...resolveData(description, { services, jobs }),
  };
  return {
    schemaVersion: 1,
    name,
    environment: resolvedEnvironment,
    network: resolveNetwork(environment, { parts, owner: shared.owner }),
    ...parts,
    cdn: resolveCdn({
      ingress:
        description.ingress === null || ingress === null ? null : { described: description.ingress, resolved: ingress },
      sites: alone,
      domain: resolvedEnvironment.domain,
      region: resolvedEnvironment.region,
      logRetentionDays: tier.logRetention,
    }),
    sites: description.sites.map(resolveSite),
    models: description.models.map(resolveModel),
    backup: resolveBackup(environment.options.backup, tier, parts),
    secrets: description.secrets.map(resolveSecret),
    parameters: description.parameters.map((parameter) => ({
      name: parameter.name,
      value: String(parameter.options.value),
    })),
    images: description.images.map(resolveImage),
    userPools: description.userPools.map((pool) => resolveUserPool(pool, { tier, ingress })),
    connections: deriveConnections(parts),
    observability: resolveObservability(tier, deriveAlarms(parts, description.services)),
    tags: resolveTags(description, extras.tags ?? {}),
    acceptances: (extras.accept ?? []).map(resolveAcceptance),
    sources: extras.sources,
  };
}

type ResolvedData = Pick<
  ResolvedApp,
  "adoptedCaches" | "adoptedDatabases" | "brokers" | "buckets" | "caches" | "databases" | "queues" | "volumes"
>;

/** What runs, what it runs on, and how its parts reach each other. */
function resolveTasks({
  name,
  environment,
  ...described
}: DescribedApp): Pick<ResolvedApp, "jobs" | "pools" | "services"> {
  const { values: tier } = environment;
  const targets = Object.values(described.ingress?.options.routes ?? {}).map(routeTarget);
  const routed = new Set(targets.flatMap((target) => (target.kind === "service" ? [target.name] : [])));
  const unopened = described.services.map((service) =>
    resolveService(service, { tier, routed: routed.has(service.name) }),
  );
  const jobs = described.jobs.map((job) =>
    resolveJob(job, {
      tier,
      gates: unopened.filter(({ releaseJob }) => releaseJob === job.name).map((service) => service.name),
      tests: unopened.filter(({ rollout }) => smokeJobOf(rollout) === job.name).map((service) => service.name),
      prepares: preparedBy({ ...described, environment }, job.name),
    }),
  );
  const brokers = described.brokers.map((broker) => resolveBroker(broker, tier));
  const byFunctions = depthReporters({ services: unopened, brokers }).flatMap((reporter) =>
    reporter.kind === "queues" ? [reporter.service] : [],
  );
  const services = openEndpoints(unopened, { jobs, byFunctions }, { name, environment });
  return { services, jobs, pools: resolvePools(described.services, services) };
}

/** Where the app keeps rows, keys, files and messages. */
function resolveData(
  { name: appName, environment: { values: tier }, ...described }: DescribedApp,
  consumers: Pick<ResolvedApp, "services" | "jobs">,
): ResolvedData {
  return {
    databases: described.databases.map((database) => resolvePostgres(database, { tier, appName })),
    caches: described.caches.map((cache) => resolveCache(cache, tier)),
    adoptedDatabases: described.adoptedDatabases.map(resolveAdoptedPostgres),
    adoptedCaches: described.adoptedCaches.map(resolveAdoptedCache),
    brokers: described.brokers.map((broker) => resolveBroker(broker, tier)),
    buckets: described.buckets.map((bucket) => resolveBucket(bucket, tier)),
    queues: described.queues.map((queue) => resolveQueue(queue, consumers)),
    volumes: described.volumes.map((volume) => resolveVolume(volume, tier)),
  };
}

/** The app's tags and Fairlead's own, which the app's never are. */
function resolveTags(
  { name, environment }: DescribedApp,
  tags: Readonly<Record<string, string>>,
): Record<string, string> {
  const own: Record<OwnTag, string> = { application: name, environment: environment.name, "managed-by": "fairlead" };
  const all = { ...tags, ...own };
  return Object.fromEntries(Object.entries(all).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

const resolveAcceptance = ({ finding, on, reason, until }: AcceptanceOptions): Acceptance => ({
  finding,
  on: on ?? null,
  reason,
  until,
});
