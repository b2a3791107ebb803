/** What a release asks of one service. */
export interface AskedService {
  /** Name of the service in ECS, which is that of the description. */
  readonly name: string;
  /** Digest (`sha256:…`) by container, for the images that are pinned by this release. */
  readonly digests: Readonly<Record<string, string>>;
  /** ARN of the task definition that served before; `null`: there was no service. */
  readonly before: string | null;
}
