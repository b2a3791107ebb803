import type { CatalogueEntry } from "../catalogue/catalogue-entry.js";

/** A tool's rule in Fairlead's words. */
export interface ToolEntry extends CatalogueEntry {
  /** The tool's own ids of the rules that say this. */
  readonly rules: readonly string[];
  /** The case as a predicate: what the resource named before it does or lacks, e.g. `listens on the default port`. */
  readonly predicate: string;
}
