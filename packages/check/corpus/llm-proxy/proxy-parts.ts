import { type AppDefinition, type AppRoots, image, ingress, service, type ServiceOptions } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";

/** Where the plan wants high availability. */
export const PRODUCTION = { environment: { tier: "production" } } as const;

/** The gateway itself; each mistake changes one thing of it. */
export const proxy = (options: Partial<ServiceOptions> = {}) =>
  service("proxy", { image: image("proxy"), port: 8080, health: "/live", longestResponse: "10m", ...options });

/** An app that is the gateway behind its one route. */
export const proxyAlone = (options: Partial<ServiceOptions> = {}): AppDefinition =>
  describeRoots({ ingress: ingress({ routes: { "/v1/*": proxy(options) } }) });

/** The gateway in production. */
export const proxyInProduction = (options: Partial<ServiceOptions> = {}): AppDefinition =>
  describeRoots({ ingress: ingress({ routes: { "/v1/*": proxy(options) } }) }, PRODUCTION);

/** What sends events on; nothing asks it. */
export const dispatcher = (options: Partial<ServiceOptions> = {}): AppRoots => ({
  services: [service("dispatcher", { image: image("proxy"), command: ["dispatcher"], ...options })],
});
