import { describeLocation } from "@fairlead/errors";
import { type Connection, eachContainerOf, type ResolvedApp } from "@fairlead/model";
import type { PlanRecord } from "../plan/plan-record.js";
import type { Page } from "../report/page.js";
import { section } from "../report/page.js";
import { describeAccess } from "../report/storage-phrases.js";
import { columns } from "../terminal/wrap.js";
import { findingLines } from "../report/finding-text.js";
import { alarmLines } from "./alarm-text.js";
import { flatten, partAt } from "./part-values.js";
import { resourceLines } from "./resource-text.js";
import { tierReasons } from "./tier-reasons.js";
import { describeVariable } from "./variable-text.js";

const containerAt = (app: ResolvedApp, address: string) =>
  eachContainerOf(app).find(({ path }) => path === address) ?? null;

/** The services whose tasks run on a pool of instances, which no connection tells. */
const servicesOn = ({ services }: ResolvedApp, address: string): readonly string[] =>
  services.flatMap(({ name, capacity }) =>
    capacity.kind === "ec2" && address === `pools.${capacity.pool}` ? [`services.${name}`] : [],
  );

/** What an edge is from one of its ends. */
function verbOf(edge: Connection, isOut: boolean): string {
  switch (edge.kind) {
    case "network":
      return isOut ? "connects to" : "is reached by";
    case "injection":
      return isOut ? "is handed" : "is handed to";
    case "permission":
      return isOut ? `may ${describeAccess(edge.access)}` : "is used by";
  }
}

function connectionLines({ connections }: ResolvedApp, address: string, page: Page): readonly string[] {
  const { style, width } = page;
  return columns(
    connections
      .filter(({ from, to }) => from === address || to === address)
      .map((edge) => {
        const isOut = edge.from === address;
        const other = style("name", isOut ? edge.to : edge.from);
        const port = edge.kind === "network" ? ` on port ${edge.port}` : "";
        return [`${verbOf(edge, isOut)} ${other}${port}`, style("quiet", edge.because)];
      }),
    width,
  );
}

const SHOWN_ELSEWHERE = /^(name$|environment\[)/;

/** A part of the description: where it was written, its values, what it talks to, why its defaults are what they are. */
export function partText(address: string, record: PlanRecord, page: Page): readonly string[] {
  const { style, width } = page;
  const { app } = record;
  const source = app.sources[address];
  const part = partAt(app, address);
  const values = part === null ? [] : flatten(part).filter(([path]) => !SHOWN_ELSEWHERE.test(path));
  const variables = containerAt(app, address)?.environment ?? [];
  const reasons = tierReasons(address, app);
  const resources = record.resources.filter((resource) => resource.address === address);
  const findings = record.findings.filter((finding) => finding.address === address);
  return [
    `${style("heading", address)}${source === undefined ? "" : `  written in ${style("link", describeLocation(source))}`}`,
    ...section(
      "Values",
      columns(
        values.map(([path, value]) => [style("quiet", path), value]),
        width,
      ),
      page,
    ),
    ...section(
      "Variables",
      columns(
        variables.map((variable) => [variable.name, style("quiet", describeVariable(variable))]),
        width,
      ),
      page,
    ),
    ...section("Connections", connectionLines(app, address, page), page),
    ...alarmLines(app, address, page),
    ...section(
      "Runs the tasks of",
      servicesOn(app, address).map((service) => `  ${style("name", service)}`),
      page,
    ),
    ...section(
      `Why: defaults of the ${app.environment.tier} tier`,
      columns(
        reasons.map(({ cell, value, reason }) => [style("quiet", `${cell} ${value}`), reason]),
        width,
      ),
      page,
    ),
    ...section("Resources", resourceLines(resources, page), page),
    ...(findings.length === 0 ? [] : findingLines(findings, page)),
  ];
}
