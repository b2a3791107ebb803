import { join } from "node:path";
import { format } from "prettier";
import { beforeAll, describe, expect, it } from "vitest";
import { COMPARED } from "./plans-cost/compared-environments.js";
import { billText, plansCostPage } from "./plans-cost/plans-cost-page.js";
import { type ComparedBills, priceCompared } from "./plans-cost/price-compared.js";

const PAGE = join(import.meta.dirname, "../../../docs/generated/plans-cost.md");

describe("the plans' environments", () => {
  const bills: ComparedBills[] = [];
  beforeAll(async () => {
    for (const compared of COMPARED) bills.push(await priceCompared(compared));
  });

  const billOf = (app: string, environment: string): ComparedBills | undefined =>
    bills.find((each) => each.app === app && each.environment === environment);

  it.each(COMPARED.filter(({ aim }) => aim !== null))("cost no more than was aimed at: $title", (compared) => {
    const ours = billOf(compared.app, compared.environment)?.ours.usd;
    expect(ours?.[compared.aim?.of ?? "max"]).toBeLessThanOrEqual(compared.aim?.usd ?? 0);
  });

  it.each([
    ["llm-proxy", "dev", 143],
    ["postmagiq", "prod", 930],
  ])("as %s writes %s, cost more than it claims", (app, environment, least) => {
    expect(billOf(app, environment)?.written.usd.expected).toBeGreaterThan(least);
  });

  it("leave prices open that are small, and name them", () => {
    const unknown = bills.flatMap(({ title, ours }) =>
      ours.lines.filter(({ usd }) => usd === null).map(({ service, what }) => `${title}: ${service}, ${what}`),
    );
    expect([...new Set(unknown)].toSorted()).toMatchInlineSnapshot(`
      [
        "Consumer Rights, minimal: AWS Backup, GB kept",
        "Consumer Rights, optimised: AWS Backup, GB kept",
        "Consumer Rights, optimised: EC2 Spot, Spot hours of t4g.small",
        "Consumer Rights, production: AWS Backup, GB kept",
      ]
    `);
  });

  it("stand side by side on a page", async () => {
    const page = await format(plansCostPage(bills), { parser: "markdown", printWidth: 120 });
    await expect(page).toMatchFileSnapshot(PAGE);
  });

  it.each(COMPARED)("have a bill that a person can check: $title", async ({ app, environment }) => {
    const bill = billOf(app, environment);
    expect(bill).toBeDefined();
    if (bill === undefined) return;
    const text = billText(`${app}, ${environment}`, bill.whole);
    await expect(text).toMatchFileSnapshot(`plans-cost/golden/${app}-${environment}.txt`);
  });
});
