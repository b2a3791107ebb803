/** What can be kept in the list of live ones. */
export interface Listed {
  /** Its place in the list; the list alone writes it. */
  place: number;
}

/**
 * Calls that are under way. An array whose last element fills the gap: a `Set` leaves a dead copy of its table behind at every
 * rehash, and dead copies that reached the old generation keep finished calls from the young generation's collector.
 */
export class LiveExchanges<Item extends Listed> {
  readonly #items: Item[] = [];

  get size(): number {
    return this.#items.length;
  }

  add(item: Item): void {
    item.place = this.#items.push(item) - 1;
  }

  remove(item: Item): void {
    if (this.#items[item.place] !== item) return;
    const last = this.#items.pop();
    if (last === undefined || last === item) return;
    this.#items[item.place] = last;
    last.place = item.place;
  }

  snapshot(): Item[] {
    return [...this.#items];
  }
}
