import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { adviseCost, shippedPrices } from "@fairlead/cost";
import { synthesizeApp } from "@fairlead/constructs";
import { resolveApp } from "@fairlead/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lowContrasts } from "../../../apps/llm-proxy/src/testing/contrast.js";
import { launchChromium } from "../../../apps/llm-proxy/src/testing/chromium.js";
import { costPage } from "../../../packages/cli/src/cost-page/cost-page.js";
import definition from "../../llm-proxy/fairlead.config.js";

const WIDTHS = { narrow: 360, wide: 1280 } as const;

describe("the page of an environment's costs", () => {
  let browser: Awaited<ReturnType<typeof launchChromium>>;
  let url: string;
  let html: string;

  beforeAll(async () => {
    browser = await launchChromium();
    const outdir = mkdtempSync(join(tmpdir(), "fairlead-cost-page-"));
    const baseFolder = join(import.meta.dirname, "../../llm-proxy");
    const app = resolveApp(definition, "prod", { baseFolder });
    const verdicts = { get: () => [], set: () => undefined };
    const assembly = await synthesizeApp(app, { outdir, verdicts, baseFolder });
    const { region, usage } = app.environment;
    html = costPage({ app }, adviseCost(assembly, { region, usage, book: shippedPrices() }));
    const file = join(outdir, "cost.html");
    writeFileSync(file, html);
    url = pathToFileURL(file).href;
  });
  afterAll(async () => {
    await browser.close();
  });

  describe.each(["light", "dark"] as const)("in a %s scheme", (colorScheme) => {
    it.each(Object.entries(WIDTHS))("is readable where the window is %s", async (name, width) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(`console: ${message.text()}`));
      page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
      page.on("request", (request) => {
        if (request.url() !== url) complaints.push(`request: ${request.url()}`);
      });
      await page.goto(url);
      const unfolded = await page.evaluate(
        "[...document.querySelectorAll('details')].map((each) => (each.open = true)).length",
      );
      expect(unfolded).toBeGreaterThan(5);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      expect(await lowContrasts(page)).toEqual([]);
      const folder = process.env["COST_PAGE_PICTURES"];
      if (folder !== undefined)
        await page.screenshot({
          path: join(folder, `${colorScheme}-${name}.png`),
          fullPage: true,
          clip: { x: 0, y: 0, width, height: 1_800 },
        });
      expect(complaints).toEqual([]);
      await context.close();
    });
  });

  it("has a table beside its chart that says the same to those who see no colours", async () => {
    const page = await browser.newPage();
    await page.goto(url);
    const chart = page.getByRole("img", { name: /^Shares of the sum: / });
    expect(await chart.count()).toBe(1);
    const rows = await page.getByRole("table").first().getByRole("row").allInnerTexts();
    expect(rows.length).toBeGreaterThan(5);
    expect(rows[1]).toMatch(/^databases\.main/);
    await page.close();
  });

  it("forbids itself every request, and holds nothing that would make one", () => {
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|<link|<img|<iframe|src=|url\(|@import/);
  });
});
