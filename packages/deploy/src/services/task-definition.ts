/** A task definition as far as verbs look into it (`DescribeTaskDefinition`). */
export interface TaskDefinition {
  readonly arn: string;
  readonly family: string;
  /** `INACTIVE` and `DELETE_IN_PROGRESS` can't be deployed any more. */
  readonly status: "ACTIVE" | "INACTIVE" | "DELETE_IN_PROGRESS";
  readonly containers: readonly TaskContainer[];
}

export interface TaskContainer {
  readonly name: string;
  readonly image: string;
  /** Where its log goes, by the `awslogs` driver; `null`: elsewhere. */
  readonly logGroup: string | null;
  readonly logStreamPrefix: string | null;
}

/** `proxy:42` out of an ARN: what people call it. */
export const taskDefinitionName = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
