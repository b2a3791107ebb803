import type { Price, PriceName } from "./price.js";

/** What one file of prices says; nothing in it reaches a network. */
export class PriceBook {
  readonly prices: readonly Price[];
  readonly #byName: ReadonlyMap<string, Price>;

  constructor(prices: readonly Price[]) {
    this.prices = prices;
    this.#byName = new Map(prices.map((price) => [keyOf(price, price.region), price]));
  }

  /** `null`: nobody has read this price for the region; a price that is the same everywhere stands under `global`. */
  find(name: PriceName, region: string): Price | null {
    return this.#byName.get(keyOf(name, region)) ?? this.#byName.get(keyOf(name, "global")) ?? null;
  }

  /** This book, and what another one knows beside or better: its prices hold where both have one. */
  preferring(others: readonly Price[]): PriceBook {
    return new PriceBook([...this.prices.filter((price) => !others.some((other) => isSame(price, other))), ...others]);
  }

  /** Regions for which there is a price of a task: elsewhere an estimate says nothing. */
  get regions(): readonly string[] {
    return this.prices
      .filter(({ service, item }) => service === "Fargate" && item === "linux-x86 vCPU")
      .map(({ region }) => region)
      .toSorted();
  }
}

const isSame = (one: Price, other: Price): boolean => keyOf(one, one.region) === keyOf(other, other.region);

const keyOf = ({ service, item }: PriceName, region: string): string => `${service}/${item}/${region}`;
