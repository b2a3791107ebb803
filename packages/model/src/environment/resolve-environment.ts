import type { DescribedEnvironment } from "../app/described-app.js";
import { resolveAlerts } from "../observability/resolve-alerts.js";
import type { EnvironmentOptions } from "./environment-options.js";
import { resolveBudget } from "./resolve-budget.js";
import { resolveUsage } from "./resolve-usage.js";
import type { ResolvedDomain, ResolvedEnvironment } from "./resolved-environment.js";

/** Fills the gaps of an environment. */
export const resolveEnvironment = ({ name, options }: DescribedEnvironment): ResolvedEnvironment => ({
  name,
  tier: options.tier,
  region: options.region,
  account: options.account ?? null,
  domain: options.domain === undefined ? null : resolveDomain(options.domain),
  alertTopics: resolveAlerts(options.alerts),
  budget: options.budget === undefined ? null : resolveBudget(options.budget),
  usage: resolveUsage(options.usage),
});

function resolveDomain(options: NonNullable<EnvironmentOptions["domain"]>): ResolvedDomain {
  const { host, hostedZone, certificate } =
    typeof options === "string" ? { host: options, hostedZone: undefined, certificate: undefined } : options;
  return {
    host,
    hostedZone: resolveZone(host, hostedZone),
    certificate: certificate === undefined ? { kind: "create" } : { kind: "adopt", arn: certificate },
  };
}

type ZoneOptions = Extract<EnvironmentOptions["domain"], { host: string }>["hostedZone"];

function resolveZone(host: string, options: ZoneOptions): ResolvedDomain["hostedZone"] {
  if (options === "create") return { kind: "create", name: host };
  if (options !== undefined) return { kind: "adopt", name: options.name, id: options.id ?? null };
  return { kind: "adopt", name: parentDomain(host), id: null };
}

/** `llm.example.com` lies in the zone `example.com`; `example.com` is a zone itself. */
function parentDomain(host: string): string {
  const labels = host.split(".");
  return labels.length > 2 ? labels.slice(1).join(".") : host;
}
