import type { LifecycleStage } from "../rollout/lifecycle-stage.js";
import type { SimulatedRollout } from "../timeline/simulated-rollout.js";
import { element, escapeText, label } from "./svg-element.js";
import type { TimeAxis } from "./time-axis.js";

interface Band {
  readonly from: number;
  readonly to: number;
  readonly says: string;
  readonly kind: "job" | "forth" | "back" | "over";
}

/** What fits on a band. */
const SHORT = {
  RECONCILE_SERVICE: "reconcile",
  PRE_SCALE_UP: "pre",
  SCALE_UP: "scale up",
  POST_SCALE_UP: "post",
  TEST_TRAFFIC_SHIFT: "test traffic",
  POST_TEST_TRAFFIC_SHIFT: "post test",
  PRODUCTION_TRAFFIC_SHIFT: "traffic shift",
  POST_PRODUCTION_TRAFFIC_SHIFT: "post shift",
  BAKE_TIME: "bake",
  CLEAN_UP: "clean up",
} as const satisfies Record<LifecycleStage, string>;

function bandsOf({ events, end, rollout }: SimulatedRollout, lastSecond: number): Band[] {
  const bands: Band[] = [];
  for (const { second, state } of events) {
    const says = bandText(state.status, state.stage, state.bakeEndsAtSecond !== null, rollout.releaseJob !== null);
    const isOver = end.settled && second >= end.second;
    const kind = isOver ? "over" : state.status === null ? "job" : isBack(state.status) ? "back" : "forth";
    const band = { from: second, to: lastSecond, says: isOver ? (end.status ?? "no deployment") : says, kind } as const;
    const last = bands.at(-1);
    if (last?.says === band.says && last.kind === band.kind) continue;
    if (last !== undefined) bands.splice(-1, 1, { ...last, to: second });
    bands.push(band);
  }
  return bands.filter(({ from, to }) => to > from);
}

const isBack = (status: string): boolean => status.startsWith("ROLLBACK");

function bandText(status: string | null, stage: LifecycleStage | null, bakes: boolean, hasJob: boolean): string {
  if (status === null) return hasJob ? "release job" : "";
  if (stage !== null) return SHORT[stage];
  if (isBack(status)) return "roll back";
  return bakes ? "bake" : "replace";
}

const LETTER_WIDTH = 6.2;

/** The stages of the deployment, one after another; a name stands where there is room, and in the band's title anyway. */
export function drawStages(simulated: SimulatedRollout, axis: TimeAxis, top: number, height: number): string {
  const bands = bandsOf(simulated, axis.lastSecond).map(({ from, to, says, kind }) => {
    const width = axis.x(to) - axis.x(from);
    const box = element(
      "rect",
      { class: `stage ${kind}`, x: axis.x(from), y: top, width, height },
      element("title", {}, escapeText(says)),
    );
    const fits = says.length * LETTER_WIDTH + 8 < width;
    return (
      box +
      (fits
        ? label(axis.x(from) + width / 2, top + height / 2 + 4, says, { class: "small", "text-anchor": "middle" })
        : "")
    );
  });
  return label(0, top + height / 2 + 4, "stage", { class: "small" }) + bands.join("");
}
