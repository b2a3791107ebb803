import type { Environment } from "../config/environment.js";
import type { ModelMaps, ProviderName } from "../config/provider-settings.js";
import { anthropic } from "../providers/anthropic/anthropic.js";
import { bedrock, BEDROCK_TASK_ROLE } from "../providers/bedrock/bedrock.js";
import { google } from "../providers/google/google.js";
import { groq } from "../providers/groq/groq.js";
import { openai } from "../providers/openai/openai.js";
import type { Provider } from "../providers/provider.js";
import type { ModelMap } from "../upstream/model-map.js";
import type { Hop } from "../upstream/upstream-settings.js";

/** Families of models by their usual names; assumed, and replaced by MODEL_MAP wherever they don't fit. */
const FAMILIES: Readonly<Record<ProviderName, readonly string[]>> = {
  groq: ["llama*", "meta-llama/*", "openai/*", "qwen/*", "moonshotai/*", "groq/*", "whisper-large-v3*"],
  anthropic: ["claude-*"],
  google: ["gemini-*", "gemma-*"],
  openai: [
    "gpt-*",
    "chatgpt-*",
    "o1*",
    "o3*",
    "o4*",
    "text-embedding-*",
    "omni-moderation-*",
    "dall-e-*",
    "whisper-1",
    "tts-*",
  ],
  bedrock: ["openai.*", "qwen.*", "deepseek.*"],
};

/**
 * The chain in the order of the configuration. A provider without a key of the server's own stays in it for projects that
 * bring one; Bedrock needs a region.
 */
export function providerChain(environment: Environment): readonly Hop[] {
  const names = environment.PROVIDER_CHAIN.filter((name) => name !== "bedrock" || environment.BEDROCK_REGION !== null);
  const withKeys = names.filter((name) => keyOf(name, environment) !== null);
  const isAlone = withKeys.length === 1 ? withKeys[0] : null;
  return names.map((name) => ({
    name,
    provider: providerOf(name, environment),
    key: keyOf(name, environment),
    models: modelsOf(name, environment.MODEL_MAP, isAlone === name),
  }));
}

function modelsOf(name: ProviderName, maps: ModelMaps, isAlone: boolean): ModelMap {
  const own = maps[name];
  if (own !== undefined) return own;
  return isAlone ? {} : Object.fromEntries(FAMILIES[name].map((family) => [family, "*"]));
}

function keyOf(name: ProviderName, environment: Environment): string | null {
  switch (name) {
    case "groq":
      return environment.GROQ_API_KEY;
    case "anthropic":
      return environment.ANTHROPIC_API_KEY;
    case "google":
      return environment.GOOGLE_API_KEY;
    case "openai":
      return environment.OPENAI_API_KEY;
    case "bedrock":
      return environment.BEDROCK_REGION === null ? null : BEDROCK_TASK_ROLE;
  }
}

function providerOf(name: ProviderName, environment: Environment): Provider {
  switch (name) {
    case "groq":
      return groq(environment.GROQ_API_URL);
    case "anthropic":
      return anthropic(environment.ANTHROPIC_API_URL);
    case "google":
      return google(environment.GOOGLE_API_URL);
    case "openai":
      return openai(environment.OPENAI_API_URL);
    case "bedrock":
      return bedrock({
        region: environment.BEDROCK_REGION ?? "us-east-1",
        ...(environment.BEDROCK_API_URL === null ? {} : { baseUrl: environment.BEDROCK_API_URL }),
      });
  }
}
