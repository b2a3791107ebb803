import { numberOf, textOf } from "../templates/read-value.js";
import type { TemplateGraph } from "../templates/template-graph.js";

/** Where databases and caches listen unless their template says otherwise, by what `Engine` says. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  postgres: 5432,
  "aurora-postgresql": 5432,
  mysql: 3306,
  mariadb: 3306,
  "aurora-mysql": 3306,
  redis: 6379,
  valkey: 6379,
};

/** `Endpoint.Port`, `PrimaryEndPoint.Port`, `ConfigurationEndPoint.Port` and their like. */
const ASKS_FOR_PORT = /End[Pp]oint\.Port$/u;

/** The port of a rule: a number, or the port of a resource that it refers to; `undefined`: the templates don't tell. */
export function portMeant(graph: TemplateGraph, stack: string, value: unknown): number | undefined {
  const stated = numberOf(value);
  if (stated !== undefined) return stated;
  const reference = graph.follow(stack, value);
  if (reference === null || !ASKS_FOR_PORT.test(reference.attribute ?? "")) return undefined;
  const { Port: port, Engine: engine } = reference.resource.properties;
  return numberOf(port) ?? DEFAULT_PORTS[textOf(engine) ?? ""];
}
