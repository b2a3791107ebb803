/** Folders that images are built from. */
export interface BuildContexts {
  /** @throws UserError when the folder or its Dockerfile isn't there. */
  read(source: BuildSource): Promise<BuildContext>;
}

export interface BuildSource {
  /** In the description. */
  readonly image: string;
  /** Absolute. */
  readonly contextFolder: string;
  /** Relative to the context. */
  readonly dockerfile: string;
}

export interface BuildContext {
  /** Absolute. */
  readonly dockerfile: string;
  /** Absolute; `null`: everything is part of the build. */
  readonly ignoreFile: string | null;
  /** SHA-256 over everything that the build can see: names, contents, links and who may execute, in hexadecimal. */
  readonly contentHash: string;
}
