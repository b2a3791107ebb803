import type { Address, ResolvedApp } from "@fairlead/model";
import type { CatalogueEntry } from "../catalogue/catalogue-entry.js";
import type { Severity } from "../finding.js";
import type { TemplateGraph } from "../templates/template-graph.js";
import type { GraphResource } from "../templates/graph-resource.js";

/** One case of a rule on a resolved app. */
interface AppObservation {
  readonly address: Address | null;
  /** A full sentence with the names in it. */
  readonly message: string;
  /** Where the catalogue's severity doesn't fit the case. */
  readonly severity?: Severity;
}

/** A rule that is decided on the resolved app alone, before any template is made. */
export interface AppRule extends CatalogueEntry {
  readonly check: (app: ResolvedApp) => readonly AppObservation[];
}

/** One case of a rule on templates. */
interface TemplateObservation {
  readonly resource: GraphResource;
  readonly message: string;
  readonly severity?: Severity;
}

/** A rule that is read off templates, whoever made them. */
export interface TemplateRule extends CatalogueEntry {
  readonly check: (graph: TemplateGraph) => readonly TemplateObservation[];
}
