import { UserError } from "@fairlead/errors";
import type { Clock } from "../clock/clock.js";
import type { LogLine, LogPage, LogQuery, Logs } from "../logs/logs.js";

interface KeptLine extends LogLine {
  readonly group: string;
  /** When CloudWatch Logs has it, which is later than when it was written. */
  readonly arrivesMs: number;
}

/** Logs in memory, in pages; a line is there from the time on when it arrives. Filter patterns are words that the line must hold. */
export class FakeLogs implements Logs {
  /** How many of the next calls are refused as too many. */
  throttles = 0;
  readonly #clock: Clock;
  readonly #pageSize: number;
  readonly #groups = new Set<string>();
  readonly #lines: KeptLine[] = [];

  constructor(clock: Clock, pageSize = 3) {
    this.#clock = clock;
    this.#pageSize = pageSize;
  }

  addGroup(group: string): void {
    this.#groups.add(group);
  }

  write(group: string, stream: string, text: string, times: { atMs?: number; arrivesMs?: number } = {}): void {
    this.#groups.add(group);
    const atMs = times.atMs ?? this.#clock.nowMs();
    this.#lines.push({ group, stream, text, atMs, arrivesMs: times.arrivesMs ?? atMs, id: String(this.#lines.length) });
  }

  read(query: LogQuery): Promise<LogPage> {
    if (this.throttles > 0) {
      this.throttles -= 1;
      return Promise.reject(UserError.of("AwsThrottled", { message: "Too many calls.", fix: "Wait." }));
    }
    if (!this.#groups.has(query.group)) {
      return Promise.reject(UserError.of("AwsNotFound", { message: `There is no ${query.group}.`, fix: "Deploy." }));
    }
    const found = this.#lines
      .filter((line) => line.group === query.group && line.arrivesMs <= this.#clock.nowMs())
      .filter(({ atMs }) => atMs >= query.fromMs && (query.untilMs === null || atMs < query.untilMs))
      .filter(({ stream }) => query.streams === null || query.streams.includes(stream))
      .filter(({ text }) => query.filter === null || text.includes(query.filter))
      .sort((left, right) => left.atMs - right.atMs);
    const start = Number(query.page ?? "0");
    const end = start + this.#pageSize;
    return Promise.resolve({ lines: found.slice(start, end), next: end < found.length ? String(end) : null });
  }
}
