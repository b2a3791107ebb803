import type { DeployEvent, DeployStep, RolloutSnapshot } from "@fairlead/deploy";

/** All that was told so far, as a person wants to see it at a glance. Pure values: events in, a view out. */
export interface ProgressView {
  readonly startedMs: number;
  readonly steps: readonly StepView[];
  readonly stacks: readonly StackView[];
  readonly images: readonly ImageView[];
  readonly rollouts: readonly RolloutView[];
  /** The last lines of each log that was told, oldest first. */
  readonly logs: readonly LogView[];
  /** Each once, in the order in which they came. */
  readonly warnings: readonly string[];
}

export interface StepView {
  readonly step: DeployStep;
  readonly state: "begun" | "done" | "failed" | "skipped";
  readonly says: string;
  readonly sinceMs: number;
  /** `null`: goes on. */
  readonly endedMs: number | null;
}

export interface StackView {
  readonly stack: string;
  readonly status: string;
  readonly resourcesDone: number;
  readonly resourcesTotal: number | null;
  /** What CloudFormation works on now, the one that it began first at the front. */
  readonly moving: readonly MovingResource[];
  readonly failures: readonly FailedResource[];
  readonly sinceMs: number;
  readonly endedMs: number | null;
}

interface MovingResource {
  readonly logicalId: string;
  readonly resourceType: string;
  readonly status: string;
  readonly sinceMs: number;
}

interface FailedResource {
  readonly logicalId: string;
  readonly resourceType: string;
  readonly status: string;
  readonly reason: string | null;
}

export interface ImageView {
  readonly image: string;
  readonly state: "building" | "pushing" | "present" | "pushed";
  readonly digest: string | null;
  readonly sinceMs: number;
}

export interface RolloutView {
  readonly snapshot: RolloutSnapshot;
  readonly sinceMs: number;
  /** When the snapshot was told: what is left of the bake counts down from there. */
  readonly toldMs: number;
}

export interface LogView {
  readonly from: string;
  readonly task: string;
  readonly lines: readonly string[];
}

/** Enough to see an exception's message and its first frames. */
const LOG_LINES = 5;

export const beginView = (nowMs: number): ProgressView => ({
  startedMs: nowMs,
  steps: [],
  stacks: [],
  images: [],
  rollouts: [],
  logs: [],
  warnings: [],
});

/** Puts `value` in the place of the entry that it stands for, or at the end. */
function put<Value>(values: readonly Value[], value: Value, isSame: (other: Value) => boolean): readonly Value[] {
  return values.some(isSame) ? values.map((other) => (isSame(other) ? value : other)) : [...values, value];
}

type EventOf<Type extends DeployEvent["type"]> = Extract<DeployEvent, { readonly type: Type }>;

/** CloudFormation's statuses of what has come to rest: `CREATE_COMPLETE`, `UPDATE_FAILED`, `ROLLBACK_COMPLETE`, … */
const isAtRest = (status: string): boolean =>
  /(?:_COMPLETE|_FAILED|_SKIPPED)$/.test(status) && !status.endsWith("_CLEANUP_IN_PROGRESS");

function withStep(view: ProgressView, { step, state, says }: EventOf<"step">, nowMs: number): ProgressView {
  const earlier = view.steps.find((other) => other.step === step);
  const next: StepView = {
    step,
    state,
    says,
    sinceMs: earlier?.sinceMs ?? nowMs,
    endedMs: state === "begun" ? null : nowMs,
  };
  return { ...view, steps: put(view.steps, next, (other) => other.step === step) };
}

const emptyStack = (stack: string, nowMs: number): StackView => ({
  stack,
  status: "WAITING",
  resourcesDone: 0,
  resourcesTotal: null,
  moving: [],
  failures: [],
  sinceMs: nowMs,
  endedMs: null,
});

function withStack(view: ProgressView, event: EventOf<"stack">, nowMs: number): ProgressView {
  const earlier = view.stacks.find(({ stack }) => stack === event.stack) ?? emptyStack(event.stack, nowMs);
  const begins = earlier.status === "WAITING" && event.status !== "WAITING";
  const ends = isAtRest(event.status);
  const next: StackView = {
    ...earlier,
    status: event.status,
    resourcesDone: event.resourcesDone,
    resourcesTotal: event.resourcesTotal,
    moving: ends ? [] : earlier.moving,
    sinceMs: begins ? nowMs : earlier.sinceMs,
    endedMs: ends ? (earlier.endedMs ?? nowMs) : null,
  };
  return { ...view, stacks: put(view.stacks, next, ({ stack }) => stack === event.stack) };
}

function withResource(view: ProgressView, event: EventOf<"resource">, nowMs: number): ProgressView {
  const earlier = view.stacks.find(({ stack }) => stack === event.stack) ?? emptyStack(event.stack, nowMs);
  const { logicalId, resourceType, status, reason } = event;
  const before = earlier.moving.find((other) => other.logicalId === logicalId);
  const others = earlier.moving.filter((other) => other.logicalId !== logicalId);
  const moved: MovingResource = { logicalId, resourceType, status, sinceMs: before?.sinceMs ?? nowMs };
  const next: StackView = {
    ...earlier,
    moving: isAtRest(status) ? others : [...others, moved].sort((left, right) => left.sinceMs - right.sinceMs),
    failures: status.endsWith("_FAILED")
      ? [...earlier.failures, { logicalId, resourceType, status, reason }]
      : earlier.failures,
  };
  return { ...view, stacks: put(view.stacks, next, ({ stack }) => stack === event.stack) };
}

function withImage(view: ProgressView, { image, state, digest }: EventOf<"image">, nowMs: number): ProgressView {
  const earlier = view.images.find((other) => other.image === image);
  const next: ImageView = { image, state, digest, sinceMs: earlier?.sinceMs ?? nowMs };
  return { ...view, images: put(view.images, next, (other) => other.image === image) };
}

function withRollout(view: ProgressView, { snapshot }: EventOf<"rollout">, nowMs: number): ProgressView {
  const isSame = (other: RolloutView): boolean => other.snapshot.service === snapshot.service;
  const next: RolloutView = { snapshot, sinceMs: view.rollouts.find(isSame)?.sinceMs ?? nowMs, toldMs: nowMs };
  return { ...view, rollouts: put(view.rollouts, next, isSame) };
}

function withLog(view: ProgressView, { from, task, line }: EventOf<"log">): ProgressView {
  const isSame = (other: LogView): boolean => other.from === from && other.task === task;
  const lines = [...(view.logs.find(isSame)?.lines ?? []), line].slice(-LOG_LINES);
  return { ...view, logs: put(view.logs, { from, task, lines }, isSame) };
}

/** What is to be seen after one more event. */
export function advanceView(view: ProgressView, event: DeployEvent, nowMs: number): ProgressView {
  switch (event.type) {
    case "step":
      return withStep(view, event, nowMs);
    case "stack":
      return withStack(view, event, nowMs);
    case "resource":
      return withResource(view, event, nowMs);
    case "image":
      return withImage(view, event, nowMs);
    case "rollout":
      return withRollout(view, event, nowMs);
    case "log":
      return withLog(view, event);
    case "warning":
      return view.warnings.includes(event.says) ? view : { ...view, warnings: [...view.warnings, event.says] };
    case "outcome":
      return view;
  }
}
