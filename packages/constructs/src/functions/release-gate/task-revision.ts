export interface TaskRevision {
  readonly family: string;
  readonly revision: number;
}

/** Reads family and revision from a task definition's ARN; `null` when it has no such form. */
export function parseTaskRevision(taskDefinitionArn: string): TaskRevision | null {
  const match = /task-definition\/([^:/]+):(\d+)$/.exec(taskDefinitionArn);
  const [, family, revision] = match ?? [];
  return family === undefined || revision === undefined ? null : { family, revision: Number(revision) };
}
