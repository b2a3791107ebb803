/** Static files behind CloudFront. */
export interface ResolvedSite {
  readonly name: string;
  /** Relative to the configuration file. */
  readonly folder: string;
  readonly notFound:
    | { readonly kind: "spa" }
    /** Relative to the folder, e.g. `404.html`. */
    | { readonly kind: "page"; readonly page: string };
  /** Folders of files with a hash in their names, relative to the folder, without a slash at either end; sorted. */
  readonly immutableFolders: readonly string[];
  /** `null`: no such header. */
  readonly contentSecurityPolicy: string | null;
}
