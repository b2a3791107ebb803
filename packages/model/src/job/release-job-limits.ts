/** What a job that gates a release has of time. */
export const RELEASE_JOB_LIMITS = {
  /**
   * CloudFormation waits an hour for a custom resource and no longer.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html (2026-11)
   */
  waitSeconds: 3600,
  /** Pulling an image takes up to minutes, stopping a task up to two; then the answer is due. */
  startAndStopSeconds: 600,
} as const;
