import { join } from "node:path";
import { format } from "prettier";
import { beforeAll, describe, expect, it } from "vitest";
import { CORPUS } from "./corpus.js";
import { judge } from "./judge.js";
import { type JudgedMistake, mistakesPage } from "./mistakes-page.js";

const PAGE = join(import.meta.dirname, "../../../docs/generated/mistakes.md");

describe("the mistakes of the five deployment plans", () => {
  const judged: JudgedMistake[] = [];

  describe.each(CORPUS)("$plan", ({ plan, mistakes }) => {
    it.each(mistakes)("$id goes as its case says", async (mistake) => {
      const judgement = await judge(mistake);
      judged.push({ ...mistake, plan, judgement });
      expect(judgement).toEqual({ ...judgement, holds: true });
    });
  });

  describe("all together", () => {
    beforeAll(() => {
      expect(judged).toHaveLength(CORPUS.flatMap(({ mistakes }) => mistakes).length);
    });

    it("carry names that are unique in their plan", () => {
      const names = judged.map(({ plan, id }) => `${plan}/${id}`);
      expect(new Set(names).size).toBe(names.length);
    });

    it("can't be made or are caught nine times in ten", () => {
      const missed = judged.filter(({ outcome }) => outcome.kind === "out-of-reach");
      expect(missed.length / judged.length).toBeLessThanOrEqual(0.1);
    });

    it("stand on their page with what Fairlead says to them", async () => {
      await expect(await format(mistakesPage(judged), { parser: "markdown", printWidth: 120 })).toMatchFileSnapshot(
        PAGE,
      );
    });
  });
});
