import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { configurationPage } from "./configuration-page.js";
import { environmentSchema } from "./environment.js";
import { settingInfos } from "./setting.js";

it("has a page that tells of every variable what the schema does (npm run docs -w apps/llm-proxy)", async () => {
  const page = await readFile(new URL("../../docs/configuration.md", import.meta.url), "utf8");
  expect(page).toBe(configurationPage());
});

it("gives a reason for every variable", () => {
  const unexplained = Object.entries(environmentSchema.shape).filter(
    ([, schema]) => (settingInfos.get(schema)?.reason ?? "") === "",
  );
  expect(unexplained).toEqual([]);
});
