import {
  addressOf,
  type Address,
  type ResolvedApp,
  type ResolvedMetric,
  type ResolvedService,
  watchedMetric,
} from "@fairlead/model";
import { GraphWidget, type IMetric, type IWidget } from "aws-cdk-lib/aws-cloudwatch";
import { metricFormulas, type PartMetric } from "./alarm-metric.js";
import { formulaMetric } from "./formula-metric.js";
import { type DimensionOwners, metricSubject } from "./metric-subject.js";

/** What graphs are made from. */
export interface GraphParts {
  readonly app: ResolvedApp;
  readonly owners: DimensionOwners;
}

/** A minute shows a burst; CloudWatch widens it by itself on longer ranges. */
const PERIOD_SECONDS = 60;
/** Three graphs side by side. */
const WIDTH = 8;

/** What CloudWatch counts of a part. */
export function partGraph(
  title: string,
  address: Address,
  kind: PartMetric["kind"],
  { app, owners }: GraphParts,
): IWidget {
  const formulas = metricFormulas({ kind }, metricSubject(app, address, owners));
  return lines(
    title,
    formulas.map((formula) => formulaMetric(formula, PERIOD_SECONDS, title)),
  );
}

/** What a service says of itself. */
export function ownGraph({ name }: ResolvedService, metric: ResolvedMetric, { app, owners }: GraphParts): IWidget {
  const title = `${name}: ${metric.name}${metric.unit === null ? "" : ` (${metric.unit})`}`;
  const formulas = metricFormulas(watchedMetric(metric), metricSubject(app, addressOf("service", name), owners));
  return lines(
    title,
    formulas.map((formula) => formulaMetric(formula, PERIOD_SECONDS, metric.name)),
  );
}

export const lines = (title: string, left: IMetric[]): IWidget => new GraphWidget({ title, left, width: WIDTH });
