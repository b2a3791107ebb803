import type { Page } from "playwright-core";
import { z } from "zod";

/** Something to be seen on the page, with the grounds that lie behind it, the nearest first. */
const sightShape = z.object({
  what: z.string(),
  kind: z.enum(["text", "shape"]),
  color: z.string(),
  grounds: z.array(z.string()),
  sizePx: z.number(),
  weight: z.number(),
});
type Sight = z.infer<typeof sightShape>;

/** Text, the frames of fields and the bars of charts, as far as they can be seen and used. */
const COLLECT = `[...document.querySelectorAll("body *")].flatMap((element) => {
  const style = getComputedStyle(element);
  if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(":disabled, .hidden-text")) return [];
  const groundsFrom = (start) => {
    const grounds = [];
    for (let at = start; at !== null; at = at.parentElement) grounds.push(getComputedStyle(at).backgroundColor);
    return grounds;
  };
  const seen = { sizePx: Number.parseFloat(style.fontSize), weight: Number(style.fontWeight) };
  const text = [...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data.trim()).join(" ").trim();
  const color = element instanceof SVGElement ? style.fill : style.color;
  const sights = text === "" ? [] : [{ ...seen, what: text, kind: "text", color, grounds: groundsFrom(element) }];
  if (element.matches("input, select")) {
    sights.push({ ...seen, what: "frame of " + element.name, kind: "shape", color: style.borderTopColor, grounds: groundsFrom(element.parentElement) });
  }
  if (element.matches("rect.bar")) sights.push({ ...seen, what: "bar", kind: "shape", color, grounds: groundsFrom(element.parentElement) });
  return sights;
})`;

/**
 * What falls short of WCAG 2.2 AA: 4.5 for text, 3 for large text (24 px, or 18.66 px and bold) and for shapes
 * (success criteria 1.4.3 and 1.4.11, read 2026-11-21).
 */
export async function lowContrasts(page: Page): Promise<string[]> {
  const sights = z.array(sightShape).parse(await page.evaluate(COLLECT));
  return sights.flatMap((sight) => {
    const ratio = contrastOf(sight);
    return ratio >= leastOf(sight) ? [] : [`${sight.what}: ${ratio.toFixed(2)} of ${leastOf(sight)}`];
  });
}

const leastOf = ({ kind, sizePx, weight }: Sight): number =>
  kind === "shape" || sizePx >= 24 || (sizePx >= 18.66 && weight >= 700) ? 3 : 4.5;

interface Color {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

/** What a browser shows where nothing has a ground: white, or black in a dark scheme; this page's body has one. */
const WHITE: Color = { red: 255, green: 255, blue: 255, alpha: 1 };

function contrastOf({ color, grounds }: Sight): number {
  const ground = grounds.map(parseColor).reduceRight(over, WHITE);
  const [light, dark] = [luminance(over(ground, parseColor(color))), luminance(ground)].toSorted((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

const over = (below: Color, above: Color): Color => {
  const mix = (low: number, high: number): number => low * (1 - above.alpha) + high * above.alpha;
  return {
    red: mix(below.red, above.red),
    green: mix(below.green, above.green),
    blue: mix(below.blue, above.blue),
    alpha: 1,
  };
};

/** As WCAG defines relative luminance. */
function luminance({ red, green, blue }: Color): number {
  const linear = (part: number): number =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** `rgb(1, 2, 3)` or `rgba(1, 2, 3, 0.5)`, as Chromium computes colours. */
function parseColor(text: string): Color {
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN, alpha = 1] = (
    /^rgba?\(([^)]+)\)$/.exec(text)?.[1] ?? ""
  )
    .split(",")
    .map(Number);
  return { red, green, blue, alpha };
}
