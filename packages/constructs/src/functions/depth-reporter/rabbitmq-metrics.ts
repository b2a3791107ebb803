/** One line of what a broker says of itself: a name, its labels and a number. */
export interface MetricSample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

const SAMPLE = /^(?<name>[A-Za-z_:][\w:]*)(?:\{(?<labels>.*)\})? (?<value>\S+)(?: \d+)?$/u;
// Not every version escapes a quotation mark in a name: one that ends a value is followed by the next label, or by nothing.
const LABEL = /(?<name>[A-Za-z_]\w*)="(?<value>.*?)"(?:,(?=[A-Za-z_]\w*=")|$)/gu;

/** Reads Prometheus's text format: https://prometheus.io/docs/instrumenting/exposition_formats/ (2026-11). */
export const parseMetrics = (text: string): MetricSample[] =>
  text.split("\n").flatMap((line) => {
    const { name, labels, value } = SAMPLE.exec(line)?.groups ?? {};
    return name === undefined || value === undefined
      ? []
      : [{ name, labels: parseLabels(labels ?? ""), value: Number(value) }];
  });

const parseLabels = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(LABEL)].map(({ groups }): [string, string] => [
      groups?.["name"] ?? "",
      (groups?.["value"] ?? "").replaceAll(/\\(.)/gu, (_, sign: string) => (sign === "n" ? "\n" : sign)),
    ]),
  );
