import { describeRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import type { Outcome, PlanName } from "./mistake.js";
import { type JudgedMistake, mistakesPage } from "./mistakes-page.js";

const judged = (plan: PlanName, id: string, outcome: Outcome): JudgedMistake => ({
  plan,
  id,
  mistake: `What ${id} is.`,
  outcome,
  judgement: { holds: true, words: `Words on ${id}.` },
});
const app = () => describeRoots({});
const found = { kind: "found", in: {}, finding: "PlainHttp", on: null } as const;
const missed = { kind: "out-of-reach", because: "It is prose.", reachedBy: "A reader." } as const;

const page = mistakesPage([
  judged("llm-proxy", "refused", { kind: "refused", app, problem: "OutOfRange" }),
  judged("llm-proxy", "derived", { kind: "unwritable", because: "It follows.", app, holds: () => true }),
  judged("llm-proxy", "missed", missed),
  judged("every-plan", "found", found),
  judged("every-plan", "priced", { kind: "priced", app, service: "Fargate", usd: 14 }),
]);

describe("the page of mistakes", () => {
  it("counts what became of the mistakes of each plan, and of all together", () => {
    expect(page).toContain("| [LLM Proxy](#llm-proxy) | 3 | 2 | 1 | 1 | 0 | 1 | 66 % |");
    expect(page).toContain("| [In every plan](#in-every-plan) | 2 | 0 | 0 | 0 | 2 | 0 | 100 % |");
    expect(page).toContain("| **the plans themselves** | 3 | 2 | 1 | 1 | 0 | 1 | 66 % |");
    expect(page).toContain("| **all together** | 5 | 2 | 1 | 1 | 2 | 1 | 80 % |");
  });

  it("counts what fairlead cost tells as caught", () => {
    expect(page).toContain("| priced | What priced is. | Caught, `fairlead cost`: Words on priced. |");
  });

  it("says of each that is out of reach why, and what would reach it", () => {
    expect(page).toContain("| LLM Proxy: missed | What missed is. | It is prose. | A reader. |");
  });

  it("has no list of what is out of reach where nothing is", () => {
    expect(mistakesPage([judged("every-plan", "found", found)])).not.toContain("## Out of reach");
  });
});
