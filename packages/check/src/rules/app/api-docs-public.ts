import { INGRESS_ADDRESS, type ResolvedRoute } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** Where FastAPI, Spring, ASP.NET and NestJS show what there is to call. */
const DOCS_PATH = /^\/(\w+\/)?(docs|redoc|api-docs|swagger(-ui)?|openapi\.json)(\/|\*|$|\.)/u;
const EVERYONE = "0.0.0.0/0";

const isOpen = ({ action, sourceCidrs }: ResolvedRoute): boolean =>
  action.kind === "forward" && action.signIn === null && (sourceCidrs.length === 0 || sourceCidrs.includes(EVERYONE));

export const apiDocsPublic: AppRule = {
  code: "ApiDocsPublic",
  severity: "note",
  title: "The pages that try out an API are public",
  why: "They list every path with its parameters, those that were never meant for strangers too, and call them from the page.",
  fix: 'Take the route away or limit it: `{ to: service, from: ["<your office or VPN range>"] }`. Where a wider route leads there, list the path under "private" of the ingress.',
  link: "https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html",
  check: ({ ingress }) =>
    ingress?.allowedCidrs.includes(EVERYONE) === true
      ? ingress.routes
          .filter((route) => isOpen(route) && DOCS_PATH.test(route.path))
          .map(({ host, path }) => ({
            address: INGRESS_ADDRESS,
            message: `The route ${host ?? ""}${path} shows an API's documentation to every address.`,
          }))
      : [],
};
