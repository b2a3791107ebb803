import type { DeployStep } from "@fairlead/deploy";
import type { Style, Tone } from "../terminal/style.js";
import { elapsed } from "./elapsed.js";
import { fitLine, type Segment } from "./fit-line.js";
import type { ImageView, LogView, ProgressView, RolloutView, StackView, StepView } from "./progress-view.js";
import { bakeMsLeft, snapshotPhrases, statusWords } from "./snapshot-phrases.js";

/** What a drawing is made for. */
export interface Frame {
  readonly nowMs: number;
  readonly width: number;
  /** Lines that there is room for; `null`: as many as it takes. */
  readonly height: number | null;
  readonly style: Style;
  /** Which app and environment; `null`: not known. */
  readonly title: string | null;
  /** What every stack's name begins with and the drawing leaves out, e.g. `llm-proxy-prod-`. */
  readonly stackPrefix: string;
}

type State = "waits" | "goes" | "done" | "failed" | "skipped";

const MARKS = {
  waits: ["○", "quiet"],
  done: ["✓", "good"],
  failed: ["✗", "danger"],
  skipped: ["–", "quiet"],
} as const satisfies Readonly<Record<Exclude<State, "goes">, readonly [string, Tone]>>;

const SPINNER = Array.from("◐◓◑◒");
const SPIN_MS = 250;

const mark = (state: State, { nowMs }: Frame): Segment => {
  if (state === "goes") return ["name", SPINNER[Math.floor(nowMs / SPIN_MS) % SPINNER.length] ?? "◐"];
  const [sign, tone] = MARKS[state];
  return [tone, sign];
};

const STEP_NAMES = {
  preflight: "Preflight",
  plan: "Plan",
  approve: "Approval",
  secrets: "Secrets",
  images: "Images",
  stacks: "Stacks",
  release: "Release job",
  services: "Services",
  smoke: "Smoke checks",
  record: "Ledger",
  rollback: "Rollback",
} as const satisfies Readonly<Record<DeployStep, string>>;

/** Columns of the names of steps, and of what lies below them. */
const STEP_COLUMNS = 14;
const CHILD_COLUMNS = 16;

const STEP_STATES = { begun: "goes", done: "done", failed: "failed", skipped: "skipped" } as const;

const lasted = (sinceMs: number, endedMs: number | null, { nowMs }: Frame): string =>
  elapsed((endedMs ?? nowMs) - sinceMs);

const stepLine = ({ step, state, says, sinceMs, endedMs }: StepView, frame: Frame): string =>
  fitLine(
    [
      mark(STEP_STATES[state], frame),
      ["heading", ` ${STEP_NAMES[step].padEnd(STEP_COLUMNS)}`],
      [state === "failed" ? "danger" : null, ` ${says}`],
    ],
    lasted(sinceMs, endedMs, frame),
    frame,
  );

function stackState({ status, endedMs }: StackView): State {
  if (status === "WAITING") return "waits";
  if (endedMs === null) return "goes";
  return /^(?:CREATE|UPDATE|DELETE|IMPORT)_COMPLETE$/.test(status) ? "done" : "failed";
}

function stackSegments(view: StackView, frame: Frame): readonly Segment[] {
  const { stack, status, resourcesDone, resourcesTotal, moving } = view;
  const name = stack.startsWith(frame.stackPrefix) ? stack.slice(frame.stackPrefix.length) : stack;
  const lead: readonly Segment[] = [
    [null, "  "],
    mark(stackState(view), frame),
    ["name", ` ${name.padEnd(CHILD_COLUMNS)}`],
  ];
  if (status === "WAITING") return [...lead, ["quiet", " waits"]];
  const counted = resourcesTotal === null ? `${resourcesDone}` : `${resourcesDone}/${resourcesTotal}`;
  const [first] = moving;
  const others = moving.length > 1 ? `, and ${moving.length - 1} more` : "";
  const isReversing = /ROLLBACK|DELETE/.test(status);
  return [
    ...lead,
    [null, ` ${counted.padStart(5)}`],
    [isReversing ? "warning" : "quiet", `  ${statusWords(status)}`],
    ...(first === undefined
      ? []
      : [
          [
            null,
            `  ${first.logicalId} (${first.resourceType}) ${elapsed(frame.nowMs - first.sinceMs)}${others}`,
          ] as const,
        ]),
  ];
}

const failureLines = ({ failures }: StackView, frame: Frame): readonly string[] =>
  failures.slice(-2).map(({ logicalId, resourceType, status, reason }) =>
    fitLine(
      [
        [null, "      "],
        ["danger", `${logicalId} (${resourceType}) ${statusWords(status)}`],
        [null, reason === null ? "" : `: ${reason}`],
      ],
      "",
      frame,
    ),
  );

const stackLines = (view: StackView, frame: Frame): readonly string[] => [
  fitLine(
    stackSegments(view, frame),
    view.status === "WAITING" ? "" : lasted(view.sinceMs, view.endedMs, frame),
    frame,
  ),
  ...failureLines(view, frame),
];

const imageLine = ({ image, state, digest }: ImageView, frame: Frame): string =>
  fitLine(
    [
      [null, "  "],
      mark(state === "present" || state === "pushed" ? "done" : "goes", frame),
      ["name", ` ${image.padEnd(CHILD_COLUMNS)}`],
      [null, ` ${state}`],
      ["quiet", digest === null ? "" : `  ${digest.slice(0, 19)}`],
    ],
    "",
    frame,
  );

function rolloutState({ snapshot: { status } }: RolloutView): State {
  if (status === "SUCCESSFUL") return "done";
  return /FAILED|STOPPED|ROLLBACK_SUCCESSFUL/.test(status) ? "failed" : "goes";
}

function rolloutLines(view: RolloutView, frame: Frame): readonly string[] {
  const { snapshot, sinceMs } = view;
  const { service, strategy, status, stage, lastEvent } = snapshot;
  const isReversing = status.includes("ROLLBACK");
  const state = rolloutState(view);
  return [
    fitLine(
      [
        [null, "  "],
        mark(state, frame),
        ["name", ` ${service.padEnd(CHILD_COLUMNS)}`],
        [
          isReversing ? "warning" : "quiet",
          ` ${strategy}, ${statusWords(isReversing || stage === null ? status : stage)}`,
        ],
      ],
      state === "goes" ? elapsed(frame.nowMs - sinceMs) : "",
      frame,
    ),
    fitLine([[null, `      ${snapshotPhrases(snapshot, bakeMsLeft(view, frame.nowMs)).join(", ")}`]], "", frame),
    ...(lastEvent === null ? [] : [fitLine([["quiet", `      ${lastEvent}`]], "", frame)]),
  ];
}

const logLines = ({ from, task, lines }: LogView, frame: Frame): readonly string[] => [
  fitLine(
    [
      ["heading", `  log of ${from}`],
      ["quiet", `  ${task}`],
    ],
    "",
    frame,
  ),
  ...lines.map((line) => fitLine([[null, `    ${line}`]], "", frame)),
];

/** What lies below a step while it goes on, and what failed there afterwards. */
function childLines({ step, state }: StepView, view: ProgressView, frame: Frame): readonly string[] {
  const isOver = state === "done" || state === "skipped";
  if (step === "images" && !isOver) return view.images.map((image) => imageLine(image, frame));
  if (step === "stacks" || step === "rollback") {
    const shown = view.stacks.filter((stack) => (isOver ? stack.failures.length > 0 : true));
    return step === "rollback" && view.steps.some((other) => other.step === "stacks")
      ? []
      : shown.flatMap((stack) => stackLines(stack, frame));
  }
  return [];
}

function serviceLines(view: ProgressView, frame: Frame): readonly string[] {
  if (view.rollouts.length === 0) return [];
  const hasStep = view.steps.at(-1)?.step === "services";
  return [
    ...(hasStep ? [] : [fitLine([["heading", "  Services"]], "", frame)]),
    ...view.rollouts.flatMap((rollout) => rolloutLines(rollout, frame)),
  ];
}

/** When the window is low the first lines go; the last ones tell what happens now. */
function fitHeight(lines: readonly string[], { height, style }: Frame): readonly string[] {
  if (height === null || lines.length <= height) return lines;
  const [title = "", ...rest] = lines;
  const kept = rest.slice(rest.length - Math.max(1, height - 2));
  return [title, style("quiet", `  … ${rest.length - kept.length} lines above`), ...kept].slice(0, Math.max(1, height));
}

/** All that is to be seen of a deployment under way, as lines that fit the window. Pure: the same view and frame give the same lines. */
export function treeLines(view: ProgressView, frame: Frame): readonly string[] {
  const title = fitLine([["heading", frame.title ?? "fairlead"]], elapsed(frame.nowMs - view.startedMs), frame);
  const lines = [
    title,
    ...view.steps.flatMap((step) => [stepLine(step, frame), ...childLines(step, view, frame)]),
    ...serviceLines(view, frame),
    ...view.logs.flatMap((log) => logLines(log, frame)),
    ...view.warnings.map((says) =>
      fitLine(
        [
          ["warning", "! "],
          [null, says],
        ],
        "",
        frame,
      ),
    ),
  ];
  return fitHeight(lines, frame);
}
