import type { SimulatedRollout } from "../timeline/simulated-rollout.js";
import { headlineOf } from "../timeline/headline-of.js";
import { timelineText } from "../timeline/timeline-text.js";
import { drawMarkList, drawMarks, LINE_HEIGHT, marksOf } from "./marks.js";
import { drawStages } from "./stage-band.js";
import { element, escapeText, label } from "./svg-element.js";
import { drawTasks, TASK_LAYERS } from "./task-panel.js";
import { drawTimeAxis, timeAxis, WIDTH } from "./time-axis.js";
import { drawTraffic } from "./traffic-panel.js";

const TOP = { title: 20, marks: 44, stages: 72, tasks: 102, traffic: 262, axis: 318, legend: 366 } as const;
const HEIGHT = { stages: 20, tasks: 148, traffic: 48 } as const;

/** Colours are variables, so that a page may have its own; text is the page's. Alone it follows the reader's preference. */
const STYLE = `
.fairlead-timeline{--o:var(--fairlead-old,#5b7fd6);--n:var(--fairlead-new,#2f9e6e);--b:var(--fairlead-bad,#d1453b);--q:var(--fairlead-asked,#b7791f);font:13px system-ui,sans-serif}
.fairlead-timeline text{fill:currentColor}
.fairlead-timeline .heading{font-weight:600;font-size:15px}
.fairlead-timeline .small{font-size:11.5px}
.fairlead-timeline .number{font-size:11px;font-weight:600;fill:#fff}
.fairlead-timeline .old{fill:var(--o)}
.fairlead-timeline .new{fill:var(--n)}
.fairlead-timeline .weak{fill-opacity:.32}
.fairlead-timeline .draining{fill:currentColor;fill-opacity:.13}
.fairlead-timeline .share{fill:none;stroke:var(--n);stroke-width:2}
.fairlead-timeline .limit{fill:none;stroke:currentColor;stroke-width:1.2;stroke-dasharray:5 4}
.fairlead-timeline .minimum{stroke-dasharray:1.5 3}
.fairlead-timeline .grid{stroke:currentColor;stroke-opacity:.1}
.fairlead-timeline .axis{stroke:currentColor;stroke-opacity:.5}
.fairlead-timeline .stage{stroke:currentColor;stroke-opacity:.35;stroke-width:.6;fill:currentColor;fill-opacity:.06}
.fairlead-timeline .stage.forth{fill:var(--n);fill-opacity:.16}
.fairlead-timeline .stage.back{fill:var(--b);fill-opacity:.18}
.fairlead-timeline rect.bad{fill:var(--b);fill-opacity:.35}
.fairlead-timeline .line{fill:none;stroke:var(--q);stroke-width:1;stroke-opacity:.8}
.fairlead-timeline .line.bad,.fairlead-timeline .line.back{stroke:var(--b)}
.fairlead-timeline .line.end{stroke:currentColor}
.fairlead-timeline .mark{fill:var(--q)}
.fairlead-timeline .mark.bad,.fairlead-timeline .mark.back{fill:var(--b)}
.fairlead-timeline .mark.end{fill:#57606a}
svg.fairlead-timeline:root{color-scheme:light dark;color:light-dark(#1f2328,#e6edf3);background:light-dark(#fff,#0d1117)}
`;

/** What is shown of the time after the end where nothing more happens, as a part of the whole. */
const AFTERMATH = 0.08;

/**
 * Draws a rollout: its stages, the tasks of both revisions, the traffic and what stands out. The SVG stands by itself and can be put into a
 * page as it is; its text alternative is the timeline in words.
 */
export function timelineSvg(simulated: SimulatedRollout): string {
  const { end, untilSecond } = simulated;
  const shown = end.failedAfterwards > 0 || !end.settled ? untilSecond : end.second * (1 + AFTERMATH);
  const axis = timeAxis(Math.min(untilSecond, shown));
  const marks = marksOf(simulated);
  const legend = drawLegend();
  const height = TOP.legend + 26 + marks.length * LINE_HEIGHT;
  const id = idOf(simulated);
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      class: "fairlead-timeline",
      viewBox: `0 0 ${WIDTH} ${height}`,
      role: "img",
      "aria-labelledby": `${id}-title ${id}-text`,
    },
    [
      element("title", { id: `${id}-title` }, escapeText(headlineOf(simulated))),
      element("desc", { id: `${id}-text` }, escapeText(timelineText(simulated))),
      element("style", {}, STYLE),
      label(0, TOP.title, headlineOf(simulated), { class: "heading" }),
      drawStages(simulated, axis, TOP.stages, HEIGHT.stages),
      drawTasks(simulated, axis, { top: TOP.tasks, height: HEIGHT.tasks }),
      drawTraffic(simulated, axis, { top: TOP.traffic, height: HEIGHT.traffic }),
      drawTimeAxis(axis, TOP.stages, TOP.axis),
      drawMarks(marks, axis, TOP.marks, TOP.axis),
      legend,
      drawMarkList(marks, 0, TOP.legend + 24),
    ].join("\n"),
  );
}

const LETTER_WIDTH = 6;

function drawLegend(): string {
  let x = 0;
  const entry = (says: string, sign: string): string => {
    const text = label(x + 18, TOP.legend, says, { class: "small" });
    x += 18 + says.length * LETTER_WIDTH + 16;
    return sign + text;
  };
  const box = (name: string): string => element("rect", { class: name, x, y: TOP.legend - 9, width: 12, height: 10 });
  return [
    ...TASK_LAYERS.map((layer) => entry(layer.says, box(layer.class))),
    entry("desired", element("path", { class: "limit", d: `M${x} ${TOP.legend - 4}h14` })),
    entry("requests fail", box("bad")),
  ].join("");
}

/** Different for timelines that may stand on one page. */
const idOf = ({ rollout, faults, seed, actions }: SimulatedRollout): string =>
  ["timeline", rollout.service, rollout.strategy.kind, ...faults, seed, actions.length]
    .join("-")
    .replace(/[^\w-]/gu, "-");
