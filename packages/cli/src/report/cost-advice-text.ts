import type { AdvisedEstimate } from "@fairlead/cost";
import { columns, wrapHanging } from "../terminal/wrap.js";
import { markdownTable } from "./markdown-table.js";
import type { Page } from "./page.js";
import { usd } from "./usd.js";

const AMOUNT_WIDTH = 10;

/** How savings are meant, in every report. */
export const ADVICE_NOTE = "Each is reckoned by itself; two that change the same thing don't add up.";

/** What would make it cheaper for a person: the saving, what to do, and its price in risk. */
export function adviceLines({ advice }: Pick<AdvisedEstimate, "advice">, page: Page): readonly string[] {
  if (advice.length === 0) return [];
  const rows = advice.map(({ what, risk, savesUsd }) => [
    `-${usd(savesUsd)}`.padStart(AMOUNT_WIDTH),
    `${what} ${page.style("quiet", risk)}`,
  ]);
  return [...columns(rows, page.width, ""), ...wrapHanging("  ", ADVICE_NOTE, page.width)];
}

/** The same for a pull request. */
export const adviceTable = ({ advice }: Pick<AdvisedEstimate, "advice">): readonly string[] => [
  ...markdownTable(
    ["Saves", "What to do", "Its price"],
    advice.map(({ what, risk, savesUsd }) => [usd(savesUsd), what, risk]),
  ),
  "",
  ADVICE_NOTE,
];
