import type { ResolvedJob } from "../job/resolved-job.js";
import type { ResolvedService } from "../service/resolved-service.js";
import { calledServices } from "./called-service.js";
import type { ResolvedEndpoint, ResolvedEndpointTimeouts, ResolvedWays } from "./resolved-endpoint.js";
import { type NamespaceOwner, serviceHost } from "./service-host.js";

/** Service Connect's own: five minutes between two bytes for HTTP, an hour for TCP (ECS, TimeoutConfiguration; quoted by aws-cdk-lib 2.276, 2026-11). */
const IDLE_SECONDS = { http: 300, tcp: 3600 } as const;

/** Who calls services beside services, and can't be in Service Connect. */
interface OtherCallers {
  readonly jobs: readonly ResolvedJob[];
  /** Services that functions call, by name. */
  readonly byFunctions: readonly string[];
}

/** Gives each service that another part calls its endpoint. `jobs` and services are looked through for who calls. */
export function openEndpoints(
  services: readonly ResolvedService[],
  { jobs, byFunctions }: OtherCallers,
  owner: NamespaceOwner,
): ResolvedService[] {
  const byServices = new Set(services.flatMap(calledServices));
  const byOthers = new Set([...jobs.flatMap(calledServices), ...byFunctions]);
  return services.map((service) => {
    const ways = waysTo(byServices.has(service.name), byOthers.has(service.name));
    return { ...service, endpoint: ways === null ? null : resolveEndpoint(service, ways, owner) };
  });
}

function waysTo(services: boolean, others: boolean): ResolvedWays | null {
  if (services) return others ? "both" : "service-connect";
  return others ? "dns" : null;
}

const resolveEndpoint = (service: ResolvedService, ways: ResolvedWays, owner: NamespaceOwner): ResolvedEndpoint => ({
  host: serviceHost(owner, service.name),
  ways,
  timeouts: resolveTimeouts(service),
});

/**
 * Unless it is told otherwise, Service Connect ends a request after 15 s, a stream in full flow among them (ECS,
 * TimeoutConfiguration; quoted by aws-cdk-lib 2.276, 2026-11).
 */
function resolveTimeouts({ protocol, longestResponseSeconds }: ResolvedService): ResolvedEndpointTimeouts {
  switch (protocol) {
    case "http":
    case "http2":
    case "grpc":
      return {
        requestSeconds: longestResponseSeconds,
        // The shorter of the two ends the request.
        idleSeconds: Math.max(IDLE_SECONDS.http, longestResponseSeconds),
      };
    case "tcp":
      return { requestSeconds: null, idleSeconds: Math.max(IDLE_SECONDS.tcp, longestResponseSeconds) };
  }
}
