import type { CatalogueEntry } from "../catalogue/catalogue-entry.js";

/** A tool's rule in Fairlead's words. */
export interface ToolEntry extends CatalogueEntry {
  /** The tool's own id of the rule. */
  readonly rule: string;
  /** The case as a predicate: what the resource named before it does or lacks, e.g. `listens on the default port`. */
  readonly predicate: string;
}
