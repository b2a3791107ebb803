/** What waits for something until a time. */
export interface Awaiting {
  /** Its place among all that wait; the list alone writes it. */
  place: number;
  /** By the list's clock; `Infinity`: it waits without an end for the moment. */
  deadlineMs: number;
  /** When its time began, in looks at the list; the list alone writes it. */
  beganAtLook: number;
  /** Called once the time is over, at most two looks later; it must leave the list or set a new deadline. */
  onDeadline(): void;
}

/** Timeouts of calls are seconds and minutes: nobody notices so much, and looking is as good as free. */
const TICK_MS = 25;

/**
 * Deadlines of thousands of calls a second, nearly none of which is ever reached: one timer looks at all, where one for each
 * would have to be made, put in order and taken away again.
 */
export class Deadlines {
  readonly #now: () => number;
  readonly #waiting: Awaiting[] = [];
  #timer: NodeJS.Timeout | null = null;
  #looks = 0;

  /** @param now Milliseconds of a clock that only goes forward. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get size(): number {
    return this.#waiting.length;
  }

  add(item: Awaiting, delayMs: number): void {
    item.place = this.#waiting.push(item) - 1;
    this.#timer ??= setInterval(this.#look, TICK_MS);
    this.restart(item, delayMs);
  }

  /** Its time begins anew. A tick is added, so that who only prolongs within it is never told too early. */
  restart(item: Awaiting, delayMs: number): void {
    item.deadlineMs = this.#now() + delayMs + TICK_MS;
    item.beganAtLook = this.#looks;
  }

  /** As `restart`, with the same delay as before; what is prolonged again before the next look costs no look at the clock. */
  prolong(item: Awaiting, delayMs: number): void {
    if (item.beganAtLook !== this.#looks) this.restart(item, delayMs);
  }

  remove(item: Awaiting): void {
    if (this.#waiting[item.place] !== item) return;
    const last = this.#waiting.pop();
    if (last === undefined || last === item) return;
    this.#waiting[item.place] = last;
    last.place = item.place;
  }

  readonly #look = (): void => {
    this.#looks += 1;
    if (this.#waiting.length === 0 && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
      return;
    }
    const nowMs = this.#now();
    // Some may leave the list meanwhile, so a copy of those that are due.
    for (const item of this.#waiting.filter(({ deadlineMs }) => deadlineMs <= nowMs)) {
      if (this.#waiting[item.place] === item) item.onDeadline();
    }
  };
}
