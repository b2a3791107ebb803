import { element } from "./elements.js";

export interface Column<Row> {
  readonly title: string;
  readonly kind?: "text" | "number" | "time" | "actions" | "heading";
  readonly cell: (row: Row) => Node | string;
}

export function table<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  empty: string,
): HTMLElement {
  if (rows.length === 0) return element("div", { class: "card empty" }, empty);
  const head = columns.map(({ title, kind }) =>
    kind === "actions"
      ? element("th", { scope: "col" }, element("span", { class: "hidden-text" }, "Actions"))
      : element("th", { scope: "col", class: kind ?? "text" }, title),
  );
  const body = rows.map((row) =>
    element(
      "tr",
      {},
      ...columns.map(({ kind, cell }) =>
        kind === "heading"
          ? element("th", { scope: "row" }, cell(row))
          : element("td", { class: kind ?? "text" }, cell(row)),
      ),
    ),
  );
  return element(
    "div",
    { class: "card flush" },
    element(
      "table",
      {},
      element("caption", { class: "hidden-text" }, caption),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...body),
    ),
  );
}

export const badge = (text: string, mood: "good" | "bad" | "neutral"): HTMLElement =>
  element("span", { class: `badge ${mood}` }, text);

export const button = (label: string, kind: "quiet" | "danger", click: () => void): HTMLButtonElement =>
  element("button", { type: "button", class: `${kind} slim`, click }, label);
