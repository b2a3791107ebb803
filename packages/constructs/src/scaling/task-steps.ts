/** So many tasks from so many waiting messages on. */
export interface TaskStep {
  /** The first number of messages that it is for. */
  readonly fromMessages: number;
  readonly tasks: number;
}

/** What is asked for by waiting work. */
export interface TaskStepRange {
  readonly minTasks: number;
  readonly maxTasks: number;
  readonly messagesPerTask: number;
}

/** Application Auto Scaling takes 20 steps a policy (https://docs.aws.amazon.com/general/latest/gr/as-app.html, 2026-11). */
const MOST_STEPS = 20;

/**
 * As many tasks as the waiting messages ask for, from one on. Where there are more counts of tasks than a policy takes steps, a
 * step goes over several of them, and to the highest.
 */
export function taskSteps({ minTasks, maxTasks, messagesPerTask }: TaskStepRange): TaskStep[] {
  const first = Math.max(1, minTasks);
  const stride = Math.ceil((maxTasks - first + 1) / MOST_STEPS);
  const counts = Array.from({ length: Math.ceil((maxTasks - first + 1) / stride) }, (_, at) =>
    Math.min(maxTasks, first + (at + 1) * stride - 1),
  );
  return counts.map((tasks, at) => {
    const before = counts[at - 1];
    return { fromMessages: before === undefined ? 1 : Math.floor(before * messagesPerTask) + 1, tasks };
  });
}
