import { eachContainerOf, type ResolvedApp, type ResolvedVariable } from "@fairlead/model";
import type { PlanRecord } from "../plan/plan-record.js";
import { type Page, section } from "../report/page.js";
import { columns } from "../terminal/wrap.js";

/** Where a variable's value comes from, in words. */
export function describeVariable({ value }: ResolvedVariable): string {
  switch (value.kind) {
    case "literal":
      return value.value;
    case "secret":
      return `secret ${value.secret}${value.key === null ? "" : `, field ${value.key}`}`;
    case "parameter":
      return `parameter ${value.parameter}`;
    case "database":
      return `${value.output} of database ${value.database}`;
    case "cache":
      return `${value.output} of cache ${value.cache}`;
    case "broker":
      return `${value.output} of broker ${value.broker}`;
    case "service":
      return `${value.output} of service ${value.service}`;
    case "bucket":
      return `name of bucket ${value.bucket}`;
    case "queue":
      return `URL of queue ${value.queue}`;
    case "model":
      return `id of model ${value.model}`;
    case "user-pool":
      return `${value.output} of user pool ${value.userPool}`;
  }
}

/** What one container is given under a name. */
export interface VariableUse {
  /** Of the service or job, or of the sidecar beside it. */
  readonly address: string;
  readonly variable: ResolvedVariable;
}

/** Everything that carries a variable of this name, in any case of letters. */
export const usesOf = (app: ResolvedApp, name: string): readonly VariableUse[] =>
  eachContainerOf(app).flatMap(({ path, environment }) =>
    environment
      .filter((variable) => variable.name.toLowerCase() === name.toLowerCase())
      .map((variable) => ({ address: path, variable })),
  );

/** An environment variable: who carries it and where its value comes from. */
export function variableText(name: string, { app }: PlanRecord, page: Page): readonly string[] {
  return section(
    `${name}, an environment variable`,
    columns(
      usesOf(app, name).map(({ address, variable }) => [page.style("name", address), describeVariable(variable)]),
      page.width,
    ),
    page,
  ).slice(1);
}
