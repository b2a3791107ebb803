import { INGRESS_ADDRESS, type ResolvedIngress, type ResolvedRoute } from "@fairlead/model";
import { answeringRoute } from "../answering-route.js";
import type { AppRule } from "../rule.js";

/** FastAPI's pages fetch it from the root of their host (https://fastapi.tiangolo.com/tutorial/metadata/, 2026-11). */
const SCHEMA_PATH = "/openapi.json";
const DOCS_PATHS: readonly string[] = ["/docs", "/docs*", "/redoc"];

const targetOf = (route: ResolvedRoute | undefined): string | null =>
  route?.action.kind === "forward" ? route.action.service : null;

/** A page, and who answers when it asks; `null`: nobody. */
interface EmptyPage {
  readonly route: ResolvedRoute;
  readonly answeredBy: string | null;
}

function emptyPages(ingress: ResolvedIngress): EmptyPage[] {
  return ingress.routes
    .filter((route) => DOCS_PATHS.includes(route.path) && targetOf(route) !== null)
    .map((route) => {
      const host = route.host ?? ingress.hosts[0] ?? null;
      // Whoever may see the page may be limited to some addresses; then the schema may be as well.
      const schema = ingress.routes.find(({ path, ...other }) => path === SCHEMA_PATH && other.host === route.host);
      return { route, answeredBy: targetOf(schema ?? answeringRoute(ingress, host, SCHEMA_PATH)) };
    })
    .filter(({ route, answeredBy }) => answeredBy !== targetOf(route));
}

const answerer = (service: string | null): string => (service === null ? "nobody" : `service "${service}"`);

export const apiDocsWithoutSchema: AppRule = {
  code: "ApiDocsWithoutSchema",
  severity: "note",
  title: "An API's documentation can't fetch what it is to show",
  why: "The page under /docs asks for /openapi.json on the same host. When another service answers that, or nobody, it stays empty.",
  fix: 'Route "/openapi.json" to the same service, or take the route to /docs away.',
  link: "https://fastapi.tiangolo.com/tutorial/metadata/",
  check: ({ ingress }) =>
    ingress === null
      ? []
      : emptyPages(ingress).map(({ route, answeredBy }) => ({
          address: INGRESS_ADDRESS,
          message: `The page at ${route.host ?? ""}${route.path} is of ${answerer(targetOf(route))}, and ${SCHEMA_PATH}, which it asks for, is answered by ${answerer(answeredBy)}.`,
        })),
};
