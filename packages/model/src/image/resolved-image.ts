export interface ResolvedImage {
  readonly name: string;
  readonly source: ResolvedImageSource;
  /** What its last stage starts from, e.g. `python:3.11-slim`; `null`: nobody said. */
  readonly base: string | null;
  /** Variables that what runs in it doesn't start without. */
  readonly needs: readonly string[];
}

export type ResolvedImageSource =
  /** Built from a folder of this project and pushed to this environment's repository. Paths are relative to the configuration file. */
  | { readonly kind: "build"; readonly context: string; readonly dockerfile: string }
  /** Pushed to this environment's repository by the user's own pipeline. */
  | { readonly kind: "pushed" }
  /** Taken from elsewhere as it is. */
  | { readonly kind: "external"; readonly uri: string };
