import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { MemoryVerdictStore, synthesizeApp } from "@fairlead/constructs";
import { type AppDefinition, resolveApp } from "@fairlead/model";
import { rehearsedType } from "@fairlead/rehearse";
import { describe, expect, it } from "vitest";
import consumerRights from "../../consumer-rights/fairlead.config.ts";
import llmProxy from "../../llm-proxy/fairlead.config.ts";
import macroAi from "../../macro-ai/fairlead.config.ts";
import postmagiq from "../../postmagiq/fairlead.config.ts";
import recipeChatbot from "../../recipe-chatbot/fairlead.config.ts";

interface Production {
  readonly folder: string;
  readonly environment: string;
  readonly definition: AppDefinition;
}

const PRODUCTIONS: readonly Production[] = [
  { folder: "consumer-rights", environment: "production", definition: consumerRights },
  { folder: "llm-proxy", environment: "prod", definition: llmProxy },
  { folder: "macro-ai", environment: "prod", definition: macroAi },
  { folder: "postmagiq", environment: "prod", definition: postmagiq },
  { folder: "recipe-chatbot", environment: "production", definition: recipeChatbot },
];

async function typesOf({ folder, environment, definition }: Production): Promise<readonly string[]> {
  const baseFolder = resolve(import.meta.dirname, "../..", folder);
  const app = resolveApp(definition, environment, { baseFolder });
  const outdir = mkdtempSync(join(tmpdir(), `fairlead-${folder}-`));
  // Nobody asks here whether the templates are any good.
  const { resources } = await synthesizeApp(app, { outdir, verdicts: new MemoryVerdictStore(), baseFolder });
  return [...new Set(resources.map(({ type }) => type))].sort();
}

describe("a rehearsal", () => {
  it.for(PRODUCTIONS)(
    "knows how it makes every type of resource of $folder in $environment",
    { timeout: 180_000 },
    async (production) => {
      const types = await typesOf(production);
      expect(types).toContain("AWS::ECS::Service");
      expect(types.filter((type) => rehearsedType(type) === null)).toEqual([]);
    },
  );

  it("knows nothing of a type that nobody has thought of", () => {
    expect(rehearsedType("AWS::GroundStation::Config")).toBeNull();
  });
});
