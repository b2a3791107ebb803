/** Colours of the chart's parts, by place: each has a contrast of 3 and more to its ground (WCAG 2.2, 1.4.11). */
const COLORS = [
  { light: "#1f5fa8", dark: "#7db4f0" },
  { light: "#b45309", dark: "#f0a95a" },
  { light: "#0f766e", dark: "#4fc4b5" },
  { light: "#9d3c8f", dark: "#e08fd3" },
  { light: "#5b6b1d", dark: "#b4c95a" },
  { light: "#b3343f", dark: "#f08a8f" },
  { light: "#5a55b5", dark: "#aaa5f5" },
  { light: "#5f6773", dark: "#a3abb8" },
] as const;

/** As many parts as have a colour of their own; the last is all others. */
export const COLOR_COUNT = COLORS.length;

const colors = (scheme: "light" | "dark"): string =>
  COLORS.map((color, at) => `--part-${at}: ${color[scheme]};`).join(" ");

/** All of the page's style; it needs no file beside it. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #ffffff; --text: #1b1f24; --quiet: #57606a; --rule: #d0d7de; --accent: #0b5394; ${colors("light")} }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14171c; --text: #e6e9ee; --quiet: #a3abb8; --rule: #363c46; --accent: #8ec1f7; ${colors("dark")} }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; font-weight: 600; margin: 0; }
h2 { font-size: 1.125rem; margin: 2.5rem 0 0.75rem; }
p { margin: 0.25rem 0; }
.sum { font-size: 2.25rem; font-weight: 700; line-height: 1.2; margin-top: 0.75rem; }
.quiet { color: var(--quiet); font-size: 0.875rem; }
.share { display: grid; gap: 1.5rem; align-items: center; }
@media (min-width: 44rem) { .share { grid-template-columns: 15rem 1fr; } }
.chart { width: 15rem; max-width: 100%; justify-self: center; }
.chart text { fill: var(--text); text-anchor: middle; font: 700 4.4px system-ui, sans-serif; }
.chart .unit { fill: var(--quiet); font-weight: 400; font-size: 2.6px; }
.chart circle { fill: none; stroke-width: 6; }
${COLORS.map((_, at) => `.part-${at} { stroke: var(--part-${at}); background: var(--part-${at}); }`).join("\n")}
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; }
th, td { padding: 0.375rem 0 0.375rem 0.5rem; border-bottom: 1px solid var(--rule); text-align: right; vertical-align: top; font-variant-numeric: tabular-nums; }
th { font-weight: 600; }
th:first-child, td:first-child { text-align: left; padding-left: 0; font-weight: 400; }
thead th { color: var(--quiet); font-size: 0.8125rem; }
tfoot td, tfoot th:first-child { font-weight: 700; border-bottom: 0; }
.swatch { display: inline-block; width: 0.75rem; height: 0.75rem; margin-right: 0.5rem; border-radius: 2px; }
ul { list-style: none; margin: 0; padding: 0; }
li { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: 0.5rem 0; border-bottom: 1px solid var(--rule); }
li .quiet { grid-column: 1; }
.usd { grid-row: 1; grid-column: 2; font-variant-numeric: tabular-nums; text-align: right; }
details { border-bottom: 1px solid var(--rule); }
details li:last-child { border-bottom: 0; }
details ul { padding: 0 0 0.5rem 1rem; font-size: 0.9375rem; }
summary { cursor: pointer; padding: 0.5rem 0; }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
summary .usd { float: right; }
@media (max-width: 30rem) { .range { display: none; } .sum { font-size: 1.75rem; } }
`;
