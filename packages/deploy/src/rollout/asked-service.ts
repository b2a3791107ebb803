/** What a release asks of one service, and how it was before. {@link askServices} makes it. */
export interface AskedService {
  /** Name of the service in ECS, which is that of the description. */
  readonly name: string;
  /** Digest (`sha256:…`) by container, for the images that are pinned by this release. */
  readonly digests: Readonly<Record<string, string>>;
  /** ARN of the task definition that is asked for, where it is known beforehand; `null`: CloudFormation will register it. */
  readonly taskDefinition: string | null;
  /** ARN of the task definition that served before; `null`: there was no service. */
  readonly before: string | null;
  /** ARN of the youngest service deployment before the release: what is younger belongs to it. `null`: there was none. */
  readonly deploymentBefore: string | null;
}
