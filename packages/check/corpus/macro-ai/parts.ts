import { type AppRoots, image, ingress, type Service, service, type ServiceOptions } from "@fairlead/model";

/** What the plan says of its API. */
const API = { image: image("api"), port: 3040, health: "/api/health" } as const satisfies ServiceOptions;

/** The API, with what a case adds to it. */
export const anApi = (options: Partial<ServiceOptions> = {}): Service => service("api", { ...API, ...options });

/** The API behind a load balancer. */
export const routed = (options: Partial<ServiceOptions> = {}): AppRoots => ({
  ingress: ingress({ routes: { "/api/*": anApi(options) } }),
});
