/** A record of what a service ran or was to run (`DescribeServiceRevisions`); it never changes. */
export interface ServiceRevision {
  readonly arn: string;
  readonly taskDefinition: string;
  readonly createdAtMs: number;
  /** The digest is the one that ECS resolved when the revision began; `null`: not resolved (yet). */
  readonly images: readonly RevisionImage[];
  /** Where its tasks are registered. */
  readonly routes: readonly RevisionRoute[];
}

export interface RevisionImage {
  readonly container: string;
  /** As in the task definition, e.g. `….amazonaws.com/app@sha256:…`. */
  readonly image: string;
  /** `sha256:…`. */
  readonly digest: string | null;
}

export interface RevisionRoute {
  /** ARN. */
  readonly targetGroup: string;
  /** ARN of the listener rule that leads to it; `null`: not told. */
  readonly productionRule: string | null;
}

/** What a reference that is pinned says itself of its digest. */
export const digestIn = (image: string): string | null => /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] ?? null;
