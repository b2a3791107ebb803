import { expectPresent } from "@fairlead/errors";
import {
  calledServices,
  type ResolvedApp,
  type ResolvedEndpoint,
  type ResolvedService,
  type ServiceProtocol,
  usesServiceConnect,
} from "@fairlead/model";
import { Duration } from "aws-cdk-lib";
import { AppProtocol, type LogDriver, type ServiceConnectProps, type ServiceConnectService } from "aws-cdk-lib/aws-ecs";

/** How ECS reads what goes through the proxy; `undefined`: as bytes. */
export function appProtocol(protocol: ServiceProtocol): AppProtocol | undefined {
  switch (protocol) {
    case "http":
      return AppProtocol.http;
    case "http2":
      return AppProtocol.http2;
    case "grpc":
      return AppProtocol.grpc;
    case "tcp":
      return undefined;
  }
}

/**
 * A service in Service Connect: as one that is called, one that calls, or both; `null`: it is neither. The name that callers use is
 * the one that it has in DNS, so that a variable means the same in a service and in a job.
 */
export function serviceConnectProps(
  app: ResolvedApp,
  service: ResolvedService,
  { namespaceArn, logDriver }: { readonly namespaceArn: string; readonly logDriver: LogDriver },
): ServiceConnectProps | null {
  const { endpoint } = service;
  const served = endpoint !== null && usesServiceConnect(endpoint) ? [servedPort(service, endpoint)] : [];
  const calls = calledServices(service).length > 0;
  return served.length > 0 || calls ? { namespace: namespaceArn, services: served, logDriver } : null;
}

function servedPort(service: ResolvedService, { host, timeouts }: ResolvedEndpoint): ServiceConnectService {
  return {
    portMappingName: service.name,
    // Cloud Map keeps the plain name for the DNS record, and takes a name but once in a namespace.
    discoveryName: `${service.name}-connect`,
    dnsName: host,
    port: expectPresent(service.port, `The port of service ${service.name}`),
    idleTimeout: Duration.seconds(timeouts.idleSeconds),
    ...(timeouts.requestSeconds === null ? {} : { perRequestTimeout: Duration.seconds(timeouts.requestSeconds) }),
  };
}
