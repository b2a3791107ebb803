/** Target groups of load balancers, and the weights that lead to them. */
export interface Targets {
  health(targetGroup: string): Promise<readonly TargetState[]>;
  /** Share of each target group of a rule's forward action, by ARN, in percent; the sum is 100 unless all weights are 0. */
  trafficPercents(listenerRule: string): Promise<Readonly<Record<string, number>>>;
  settings(targetGroup: string): Promise<TargetGroupSettings>;
  /** Sets all of it. */
  changeSettings(targetGroup: string, settings: TargetGroupSettings): Promise<void>;
}

export interface TargetState {
  /** Address or instance. */
  readonly target: string;
  readonly port: number | null;
  /** ELB's `TargetHealthStateEnum`: `healthy`, `unhealthy`, `initial`, `draining`, `unused`, `unavailable`. */
  readonly state: string;
  /** Why it isn't healthy, in ELB's words. */
  readonly reason: string | null;
}

/** What of a target group belongs to a release: how it asks for health, and how long it lets go. */
export interface TargetGroupSettings {
  readonly health: TargetGroupHealth;
  /** By ELB's own keys, e.g. `deregistration_delay.timeout_seconds`. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface TargetGroupHealth {
  /** `null` where no path is asked for, as with TCP. */
  readonly path: string | null;
  /** A number, or `traffic-port`. */
  readonly port: string;
  /** `HTTP`, `HTTPS`, `TCP`, … */
  readonly protocol: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** Status codes that count as healthy, e.g. `200` or `200-299`; `null` where none are looked at. */
  readonly matcher: string | null;
}
