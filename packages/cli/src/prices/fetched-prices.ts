import type { Price } from "@fairlead/cost";
import { UserError } from "@fairlead/errors";

/** @throws UserError when the text is no file of prices, e.g. because somebody has edited it. */
export async function pricesIn(text: string): Promise<readonly Price[]> {
  const { parsePrices } = await import("@fairlead/cost");
  try {
    return parsePrices(text);
  } catch (error) {
    throw UserError.of("DamagedPrices", {
      message: "The file .fairlead/prices.json is not what `fairlead prices refresh` writes.",
      fix: "Remove it to go by the prices that come with Fairlead, or fetch them again: `fairlead prices refresh`.",
      cause: error,
    });
  }
}
