/** Empties what CloudFormation only deletes once it is empty. */
export interface Emptying {
  /** Deletes every object of a bucket with all its versions. No such bucket: nothing to do. */
  emptyBucket(bucket: string, region: string | null): Promise<void>;
  /** Deletes every image of a repository. No such repository: nothing to do. */
  emptyRepository(repository: string): Promise<void>;
}
