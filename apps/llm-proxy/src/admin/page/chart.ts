import { svgElement } from "./elements.js";

export interface Bar {
  readonly label: string;
  readonly value: number;
}

const WIDTH = 1040;
const HEIGHT = 240;
const LEFT = 64;
const BOTTOM = 26;
const TOP = 12;

export interface Chart {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly show: (value: number) => string;
  /** The scale reaches at least this far. */
  readonly leastTop: number;
}

/** Bars by day. Its table stands below it on the page, so that a reader of the screen misses nothing. */
export function barChart({ title, bars, show, leastTop }: Chart): SVGSVGElement {
  const top = niceTop(Math.max(...bars.map((bar) => bar.value), leastTop));
  const height = HEIGHT - TOP - BOTTOM;
  const y = (value: number): number => TOP + height * (1 - value / top);
  const slot = (WIDTH - LEFT) / Math.max(bars.length, 1);
  const width = Math.min(slot * 0.72, 56);
  const grid = [0, 0.25, 0.5, 0.75, 1].flatMap((part) => {
    const at = String(y(top * part));
    return [
      svgElement("line", { x1: String(LEFT), x2: String(WIDTH), y1: at, y2: at }),
      svgElement(
        "text",
        { x: String(LEFT - 10), y: at, "text-anchor": "end", "dominant-baseline": "middle" },
        show(top * part),
      ),
    ];
  });
  const every = Math.ceil(bars.length / 10);
  const columns = bars.map(({ label, value }, index) => {
    const middle = LEFT + slot * (index + 0.5);
    const barHeight = value === 0 ? 0 : Math.max(TOP + height - y(value), 1.5);
    const place = { x: String(middle - width / 2), width: String(width), rx: String(Math.min(3, barHeight / 2)) };
    return svgElement(
      "g",
      {},
      svgElement("title", {}, `${label}: ${show(value)}`),
      svgElement("rect", {
        class: "area",
        x: String(LEFT + slot * index),
        y: String(TOP),
        width: String(slot),
        height: String(height),
      }),
      svgElement("rect", { class: "bar", ...place, y: String(TOP + height - barHeight), height: String(barHeight) }),
      index % every === 0
        ? svgElement("text", { x: String(middle), y: String(HEIGHT - 6), "text-anchor": "middle" }, label.slice(5))
        : null,
    );
  });
  return svgElement(
    "svg",
    { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": title },
    ...grid,
    ...columns,
  );
}

/** The next of 1, 2, 4, 8 or 10 times a power of ten, which four lines divide well. */
function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}
