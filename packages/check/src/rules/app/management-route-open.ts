import { INGRESS_ADDRESS, type ResolvedRoute } from "@fairlead/model";
import type { AppRule } from "../rule.js";

const MANAGEMENT_PATH = /^\/(admin|manage|management|internal|debug|actuator|console)(\/|\*|$)/;
const MANAGEMENT_HOST = /^(admin|manage|management|internal|console)\./;
const EVERYONE = "0.0.0.0/0";

const looksLikeManagement = ({ host, path }: ResolvedRoute): boolean =>
  MANAGEMENT_PATH.test(path) || (host !== null && MANAGEMENT_HOST.test(host));

export const managementRouteOpen: AppRule = {
  code: "ManagementRouteOpen",
  severity: "warning",
  title: "A management route is open to the world",
  why: "Whoever guesses or steals the one token behind it can issue keys and read every project. A range of addresses stops most of them at the door.",
  fix: 'Limit the route: `{ to: service, from: ["<your office or VPN range>"] }`, or let its users sign in first: `{ to: service, signIn: users }`.',
  link: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html",
  check: ({ ingress }) =>
    ingress?.allowedCidrs.includes(EVERYONE) === true
      ? ingress.routes
          .filter(
            (route) =>
              route.action.kind === "forward" &&
              route.action.signIn === null &&
              looksLikeManagement(route) &&
              (route.sourceCidrs.length === 0 || route.sourceCidrs.includes(EVERYONE)),
          )
          .map(({ host, path }) => ({
            address: INGRESS_ADDRESS,
            message: `The route ${host ?? ""}${path} looks like one for administrators and answers to every address.`,
          }))
      : [],
};
