/** What Application Auto Scaling may do with the number of a service's tasks. */
export interface Scaling {
  /** `null`: it isn't scaled, its number is fixed. */
  target(cluster: string, service: string): Promise<ScalableTarget | null>;
  /** Changes the range of a service that is scaled, and nothing else. Outside of it the number of tasks is brought into it at once. */
  changeRange(cluster: string, service: string, range: ScalingRange): Promise<void>;
  /** Suspends all scaling of a service, or lets it go on. */
  suspend(cluster: string, service: string, suspended: boolean): Promise<void>;
}

export interface ScalingRange {
  readonly minTasks: number;
  readonly maxTasks: number;
}

export interface ScalableTarget extends ScalingRange {
  /** Whether any of its scaling (out, in, by schedule) is suspended. */
  readonly suspended: boolean;
  /** Names of what moves the number in between. */
  readonly policies: readonly string[];
}
