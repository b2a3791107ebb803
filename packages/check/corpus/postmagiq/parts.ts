import { join, relative } from "node:path";
import {
  type AppDefinition,
  bucket,
  type EnvironmentOptions,
  image,
  ingress,
  type IngressOptions,
  postgres,
  redis,
  service,
  type ServiceOptions,
  site,
} from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";

export const apiImage = image("api");
export const database = postgres("main", { engine: "rds", version: "16", extensions: ["vector"], proxy: true });
export const cache = redis("cache", { version: "7.1" });
export const artifacts = bucket("artifacts");

/** The built client of the example, as seen from where the cases pretend to be. */
export const gui = site("gui", {
  folder: relative("/app", join(import.meta.dirname, "../../../../examples/postmagiq/gui/build")),
});

/** The API as the plan has it, and what a case changes. */
export const api = (change: Partial<ServiceOptions> = {}) =>
  service("api", { image: apiImage, port: 8000, health: "/api/health", ...change });

const DOMAIN = "postmagiq.example.com";

/** The API alone behind the load balancer. */
export const withApi = (
  change: Partial<ServiceOptions>,
  environment: Partial<EnvironmentOptions> = {},
): AppDefinition => describeRoots({ ingress: ingress({ routes: { "/api/*": api(change) } }) }, { environment });

/** API and client behind CloudFront, on one host. */
export const behindCdn = (
  routes: IngressOptions["routes"] = {},
  change: Partial<ServiceOptions> = {},
  options: Partial<IngressOptions> = {},
): AppDefinition =>
  describeRoots(
    { ingress: ingress({ cdn: true, ...options, routes: { "/api/*": api(change), "/*": gui, ...routes } }) },
    { environment: { domain: DOMAIN } },
  );
