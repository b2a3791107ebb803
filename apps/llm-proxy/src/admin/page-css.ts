/** Colours pass WCAG AA on their grounds in both schemes; admin-page.test.ts measures it in Chromium. */
export const PAGE_CSS = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f7f9, #101418);
  --surface: light-dark(#ffffff, #181e25);
  --raised: light-dark(#f0f2f5, #202832);
  --line: light-dark(#d9dee5, #2e3843);
  --text: light-dark(#1a2129, #e6ebf0);
  --muted: light-dark(#56616e, #9aa7b4);
  --accent: light-dark(#0b5fcc, #6cb0ff);
  --on-accent: light-dark(#ffffff, #0a1420);
  --good: light-dark(#11703c, #5dd394);
  --bad: light-dark(#b3261e, #ff8f87);
  --bar: light-dark(#3b82e0, #4f96ee);
  --radius: 10px;
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
.skip { position: absolute; left: -999px; }
.skip:focus { left: 12px; top: 12px; z-index: 9; background: var(--surface); padding: 8px 12px; border-radius: 8px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
main:focus { outline: none; }
.top {
  display: flex; align-items: center; gap: 24px; padding: 0 24px; min-height: 56px; flex-wrap: wrap;
  background: var(--surface); border-bottom: 1px solid var(--line);
}
.brand { display: flex; align-items: center; gap: 10px; margin: 0; font-weight: 650; letter-spacing: -0.01em; }
.mark { width: 18px; height: 18px; border-radius: 5px; background: linear-gradient(135deg, var(--accent), var(--good)); }
nav { display: flex; gap: 4px; flex: 1; }
nav a {
  padding: 6px 12px; border-radius: 8px; color: var(--muted); text-decoration: none; font-weight: 500;
}
nav a:hover { background: var(--raised); color: var(--text); }
nav a[aria-current="page"] { background: var(--raised); color: var(--text); }
main { max-width: 1120px; margin: 0 auto; padding: 28px 24px 64px; }
h1 { font-size: 22px; line-height: 1.3; letter-spacing: -0.015em; margin: 0; }
h2 { font-size: 16px; margin: 0 0 12px; }
p { margin: 0 0 12px; }
a { color: var(--accent); text-underline-offset: 3px; }
.head { display: flex; align-items: center; justify-content: space-between; gap: 16px; margin-bottom: 20px; flex-wrap: wrap; }
.muted { color: var(--muted); }
.small { font-size: 13px; }
.card {
  background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
  padding: 20px; margin-bottom: 20px;
}
.card.flush { position: relative; padding: 0; overflow-x: auto; }
.narrow { max-width: 400px; margin: 9vh auto 0; }
.narrow h1 { margin-bottom: 6px; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; padding: 11px 16px; border-bottom: 1px solid var(--line); vertical-align: middle; }
tbody tr:last-child > * { border-bottom: 0; }
tbody tr:hover { background: var(--raised); }
thead th { font-size: 12px; font-weight: 600; color: var(--muted); white-space: nowrap; }
tbody th { font-weight: 550; min-width: 120px; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.time { white-space: nowrap; font-variant-numeric: tabular-nums; }
td.actions { text-align: right; white-space: nowrap; }
code { font: 12.5px/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; word-break: break-all; }
.empty { padding: 36px 20px; text-align: center; color: var(--muted); }
label { display: block; font-weight: 550; font-size: 13.5px; margin-bottom: 14px; }
label .hint { display: block; font-weight: 400; color: var(--muted); font-size: 12.5px; }
input, select {
  display: block; width: 100%; margin-top: 5px; padding: 8px 11px; font: inherit; font-weight: 400; color: var(--text);
  background: var(--ground); border: 1px solid light-dark(#7a8591, #6b7784); border-radius: 8px;
}
button {
  font: inherit; font-weight: 550; padding: 8px 15px; border-radius: 8px; border: 1px solid transparent; cursor: pointer;
  background: var(--accent); color: var(--on-accent);
}
button:hover { filter: brightness(1.08); }
button:disabled { opacity: 0.55; cursor: default; }
button.quiet { background: transparent; color: var(--text); border-color: var(--line); }
button.quiet:hover { background: var(--raised); filter: none; }
button.danger { background: transparent; color: var(--bad); border-color: var(--line); }
button.danger:hover { border-color: var(--bad); filter: none; }
button.slim { padding: 4px 10px; font-size: 13px; }
.row { display: flex; gap: 12px; align-items: end; flex-wrap: wrap; }
.row > label { flex: 1; min-width: 150px; margin-bottom: 0; }
.row.end { justify-content: flex-end; margin-top: 6px; }
td .row.end { margin-top: 0; }
.head .row { align-items: center; }
.filters { margin-bottom: 20px; }
.filters > label { max-width: 240px; }
.badge { display: inline-flex; align-items: center; vertical-align: middle; gap: 6px; font-size: 13px; white-space: nowrap; }
.badge::before { content: ""; width: 7px; height: 7px; border-radius: 50%; background: var(--muted); }
.badge.good::before { background: var(--good); }
.badge.bad { color: var(--bad); }
.badge.bad::before { background: var(--bad); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(160px, 1fr)); gap: 14px; margin-bottom: 20px; }
.figure { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); padding: 14px 18px; }
.figure dt { color: var(--muted); font-size: 13px; }
.figure dd { margin: 2px 0 0; font-size: 24px; font-weight: 620; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
.chart { display: block; width: 100%; min-width: 820px; height: auto; }
.chart rect.bar { fill: var(--bar); }
.chart g:hover rect.bar { fill: var(--accent); }
.chart rect.area { fill: transparent; }
.chart line { stroke: var(--line); }
.chart text { fill: var(--muted); font-size: 11px; font-variant-numeric: tabular-nums; }
dialog {
  width: min(520px, calc(100vw - 32px)); border: 1px solid var(--line); border-radius: 14px; padding: 24px;
  background: var(--surface); color: var(--text); box-shadow: 0 20px 60px rgb(0 0 0 / 0.28);
}
dialog::backdrop { background: rgb(8 12 16 / 0.5); }
dialog h2 { font-size: 18px; }
.secret {
  display: flex; gap: 10px; align-items: center; padding: 12px 14px; margin-bottom: 14px;
  background: var(--raised); border: 1px solid var(--line); border-radius: 8px;
}
.secret code { flex: 1; user-select: all; }
#status, #alert { position: fixed; left: 50%; bottom: 24px; transform: translateX(-50%); z-index: 8; max-width: 90vw; }
#status:not(:empty), #alert:not(:empty) {
  padding: 10px 16px; border-radius: 10px; background: var(--text); color: var(--ground); font-size: 14px;
}
#alert:not(:empty) { background: var(--bad); color: light-dark(#fff, #1d0503); }
.problem { color: var(--bad); font-size: 13.5px; margin: 0 0 12px; }
.hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 700px) {
  .top { padding: 8px 16px; gap: 8px; min-height: 0; }
  nav { order: 3; flex-basis: 100%; }
  nav a { padding: 6px 9px; }
  .brand { flex: 1; }
  main { padding: 20px 16px 48px; }
}
@media (prefers-reduced-motion: no-preference) {
  button, nav a { transition: background-color 0.12s, border-color 0.12s, filter 0.12s; }
}
`;
