/** One page of a list in the order of its ids. */
export interface Page {
  readonly limit: number;
  /** The last id of the page before; `null`: from the beginning. */
  readonly after: string | null;
}
