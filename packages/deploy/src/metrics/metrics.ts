/** Numbers of CloudWatch. */
export interface Metrics {
  /** The highest value of the last hours; `null`: none was measured. */
  highest(metric: MetricQuestion, hours: number): Promise<number | null>;
}

export interface MetricQuestion {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}
