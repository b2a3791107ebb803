import { addressOf, type ResolvedApp, type ResolvedService } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** What stands between a client and a routed service, the nearest to the service first. */
const proxiesBefore = ({ ingress }: ResolvedApp): string[] =>
  ingress === null ? [] : ["the load balancer", ...(ingress.cdn === null ? [] : ["CloudFront"])];

/** The service behind so many proxies trusts so many of them. */
function observation({ name, traits }: ResolvedService, proxies: readonly string[]) {
  const { trustedProxies, rateLimitExcept } = traits;
  if (trustedProxies === null || rateLimitExcept === null || trustedProxies === proxies.length) return [];
  const address = addressOf("service", name);
  const before = `before it ${proxies.length === 1 ? "is" : "are"} ${proxies.join(" and ")}`;
  const taken = proxies[trustedProxies];
  return taken === undefined
    ? [
        {
          address,
          severity: "warning" as const,
          message: `Service "${name}" limits callers by an address that they may write themselves: it trusts ${trustedProxies} proxies, and ${before}.`,
        },
      ]
    : [
        {
          address,
          message: `Service "${name}" takes the address of ${taken} for every caller's, and limits them by it: ${before}, and it trusts ${trustedProxies} of ${proxies.length}.`,
        },
      ];
}

export const callersLookAlike: AppRule = {
  code: "CallersLookAlike",
  severity: "error",
  title: "A rate limit takes all callers for one",
  why: "Behind a proxy every request comes from the proxy's address. The first hundred requests of anyone use up the limit of everyone; and whoever trusts one proxy too many believes what a client writes into X-Forwarded-For.",
  fix: "Trust exactly the proxies that are there, e.g. Express's `app.set('trust proxy', 1)` behind the load balancer and 2 with CloudFront before it, and say so in `traits.guards.trustedProxies`.",
  link: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html",
  check: (app) =>
    app.services
      .filter(({ targetHealth }) => targetHealth !== null)
      .flatMap((service) => observation(service, proxiesBefore(app))),
};
