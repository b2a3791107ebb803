/** Work to be done at its second; what is due at the same second is done in the order that it was put down in. */
export class Agenda {
  /** Latest first, so that the next is taken off the end. */
  readonly #entries: { readonly second: number; readonly work: () => void }[] = [];

  put(second: number, work: () => void): void {
    let index = this.#entries.length;
    while (index > 0 && (this.#entries[index - 1]?.second ?? Infinity) <= second) index -= 1;
    this.#entries.splice(index, 0, { second, work });
  }

  /** Second of what is due next; `null`: nothing is. */
  next(): number | null {
    return this.#entries.at(-1)?.second ?? null;
  }

  /** Does all that is due at a second, and what that puts down for the same second. */
  doAll(second: number): void {
    while (this.next() === second) this.#entries.pop()?.work();
  }
}
