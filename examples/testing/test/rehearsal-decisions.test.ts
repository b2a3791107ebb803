import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Assembly, synthesizeApp } from "@fairlead/constructs";
import { type AppDefinition, listEnvironments, resolveApp } from "@fairlead/model";
import { rehearsedType } from "@fairlead/rehearse";
import { describe, expect, it } from "vitest";
import consumerRights from "../../consumer-rights/fairlead.config.ts";
import llmProxy from "../../llm-proxy/fairlead.config.ts";
import macroAi from "../../macro-ai/fairlead.config.ts";
import postmagiq from "../../postmagiq/fairlead.config.ts";
import recipeChatbot from "../../recipe-chatbot/fairlead.config.ts";
import { verdicts } from "../plan-of.ts";
import { type WrittenReference, writtenReferences } from "../written-references.ts";

interface Place {
  readonly folder: string;
  readonly environment: string;
  readonly definition: AppDefinition;
}

const APPS: Readonly<Record<string, AppDefinition>> = {
  "consumer-rights": consumerRights,
  "llm-proxy": llmProxy,
  "macro-ai": macroAi,
  postmagiq,
  "recipe-chatbot": recipeChatbot,
};

const PLACES = Object.entries(APPS).flatMap(([folder, definition]): readonly Place[] =>
  listEnvironments(definition).map(({ name }) => ({ folder, environment: name, definition })),
);

const assemblies = new Map<Place, Promise<Assembly>>();

function assemblyOf(place: Place): Promise<Assembly> {
  const assembly = assemblies.get(place) ?? synthesized(place);
  assemblies.set(place, assembly);
  return assembly;
}

async function synthesized({ folder, environment, definition }: Place): Promise<Assembly> {
  const baseFolder = resolve(import.meta.dirname, "../..", folder);
  const app = resolveApp(definition, environment, { baseFolder });
  const outdir = mkdtempSync(join(tmpdir(), `fairlead-${folder}-`));
  return synthesizeApp(app, { outdir, verdicts, baseFolder });
}

/** What packages/rehearse has tried on its emulator: a type, and below it its properties with what they name. */
const TRIED = triedReferences(
  readFileSync(
    resolve(import.meta.dirname, "../../../packages/rehearse/src/emulator/golden/wrong-references.golden.txt"),
    "utf8",
  ),
);

function triedReferences(golden: string): ReadonlySet<string> {
  const tried = new Set<string>();
  let type = "";
  for (const line of golden.split("\n")) {
    const [words = ""] = line.split(": ");
    if (!line.startsWith(" ")) type = words;
    tried.add(line.startsWith(" ") ? `${type} ${words.trim()}` : words);
  }
  return tried;
}

const written = ({ type, property, names }: WrittenReference): string => `${type} ${property} -> ${names}`;

/** Values that are handed on as text, in which neither AWS nor the emulator looks for what they name. */
const HANDED_ON: readonly RegExp[] = [
  /^AWS::ECS::TaskDefinition ContainerDefinitions\[\]\.Environment\[\]\.Value /,
  /^AWS::\w+::\w+ PolicyDocument\./,
  /^AWS::Lambda::Function Environment\.Variables\./,
  /^AWS::SecretsManager::Secret SecretString /,
];

describe("a rehearsal", () => {
  it.for(PLACES)(
    "knows how it makes every type of resource of $folder in $environment",
    { timeout: 180_000 },
    async (place) => {
      const { resources } = await assemblyOf(place);
      const types = [...new Set(resources.map(({ type }) => type))].sort();
      expect(types).toContain("AWS::ECS::Service");
      expect(types.filter((type) => rehearsedType(type) === null)).toEqual([]);
    },
  );

  it.for(PLACES)(
    "has tried every type of $folder in $environment, and wrongly every reference of those that it calls proved",
    { timeout: 180_000 },
    async (place) => {
      const assembly = await assemblyOf(place);
      const proofOf = (type: string) => rehearsedType(type)?.proof;
      const types = assembly.resources.map(({ type }) => type).filter((type) => proofOf(type) !== "not emulated");
      const references = writtenReferences(assembly).filter(({ type }) => proofOf(type) === "proved");
      const wanted = new Set([...types, ...references.map(written)]);
      expect(wanted).toContain("AWS::ECS::Service Cluster -> AWS::ECS::Cluster");
      const untried = [...wanted].filter((words) => !TRIED.has(words) && !HANDED_ON.some((form) => form.test(words)));
      expect(untried.sort()).toEqual([]);
    },
  );

  it("knows nothing of a type that nobody has thought of", () => {
    expect(rehearsedType("AWS::GroundStation::Config")).toBeNull();
  });
});
