import type { Report } from "@fairlead/deploy";
import type { ResolvedApp } from "@fairlead/model";
import type { EventLine } from "./event-line.js";
import type { ProgressView } from "./progress-view.js";

/** Tells what a verb does while it does it: as a tree on a terminal, as lines elsewhere, as one JSON object a line with `--json`. */
export interface EventPrinter {
  /** Which app and environment it is about. */
  about(app: ResolvedApp): void;
  /** What verbs are handed. */
  readonly report: Report;
  /**
   * One piece of data of a verb that tells as it goes, e.g. a line of a log: `text` to stdout, or with `--json` the event. For commands with
   * `output: "events"` alone.
   */
  data(event: EventLine, text: string): void;
  /** All that was told so far. */
  view(): ProgressView;
  /** Makes room for a question; gives the function that goes on. */
  pause(): () => void;
  /** Nothing more is told; what was drawn stays. */
  end(): void;
}
