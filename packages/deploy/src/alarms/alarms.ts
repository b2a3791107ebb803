/** States of CloudWatch's alarms. */
export interface Alarms {
  /** Those whose names begin so; in no order. */
  states(namePrefix: string): Promise<readonly AlarmState[]>;
}

export interface AlarmState {
  readonly name: string;
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  /** Why, in CloudWatch's words. */
  readonly reason: string;
  /** Since when it is in that state; `null`: not told. */
  readonly sinceMs: number | null;
}
