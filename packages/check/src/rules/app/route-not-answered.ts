import { INGRESS_ADDRESS, type ResolvedApp, type ResolvedRoute } from "@fairlead/model";
import { patternsMeet } from "../path-pattern.js";
import type { AppRule } from "../rule.js";

function pathsBehind({ action }: ResolvedRoute, { services }: ResolvedApp): readonly string[] | null {
  if (action.kind !== "forward") return null;
  return services.find(({ name }) => name === action.service)?.traits.paths ?? null;
}

export const routeNotAnswered: AppRule = {
  code: "RouteNotAnswered",
  severity: "error",
  title: "A route leads to paths that the service doesn't have",
  why: "The load balancer passes the path on as it is: an app without that prefix answers 404 to all of it, and its own links and redirects lead elsewhere.",
  fix: 'Give the service a host of its own ("admin.<domain>/*"), or teach the app its prefix and say so in `traits.paths`.',
  link: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html",
  check: (app) =>
    (app.ingress?.routes ?? []).flatMap((route) => {
      const paths = pathsBehind(route, app);
      if (paths === null || route.action.kind !== "forward") return [];
      if (paths.some((path) => patternsMeet(path, route.path))) return [];
      return [
        {
          address: INGRESS_ADDRESS,
          message: `The route ${route.host ?? ""}${route.path} leads to service "${route.action.service}", which answers ${paths.join(", ")} only.`,
        },
      ];
    }),
};
