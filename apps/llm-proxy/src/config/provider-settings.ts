import { z } from "zod";
import { bool, duration, int, json, listOf, secret, text, url } from "./parsers.js";
import { optionalSetting, setting } from "./setting.js";

/** Names in PROVIDER_CHAIN and MODEL_MAP. */
const PROVIDER_NAMES = ["groq", "anthropic", "google", "openai", "bedrock"] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

/** US dollars for a million tokens. */
const priceShape = z.strictObject({
  input: z.number().nonnegative(),
  output: z.number().nonnegative(),
  /** Absent: cached input costs what other input does. */
  cachedInput: z.number().nonnegative().optional(),
});
const priceTableShape = z.record(z.string(), priceShape);
export type PriceTable = z.infer<typeof priceTableShape>;

/** For each provider, the caller's model names (with `*`) and what it calls them; `*` keeps the name. */
const modelMapShape = z.partialRecord(z.enum(PROVIDER_NAMES), z.record(z.string(), z.string()));
export type ModelMaps = z.infer<typeof modelMapShape>;

const providerKey = (provider: string) =>
  optionalSetting(secret(8), {
    group: "Providers",
    summary: `Key of ${provider}, for projects that bring none of their own.`,
    reason: "Absent: the provider is asked only for projects that bring a key.",
    isSecret: true,
  });

const providerUrl = (provider: string, value: string) =>
  setting(url("https:", "http:"), {
    group: "Providers",
    summary: `Address of ${provider}; only configuration chooses it, never a caller.`,
    default: value,
    reason: "The provider's own, as its documentation gives it (read 2026-11-20).",
  });

export const PROVIDER_SETTINGS = {
  PROVIDER_CHAIN: setting(listOf(...PROVIDER_NAMES), {
    group: "Providers",
    summary: "Providers in the order in which they are asked; the next takes over when one fails before any content.",
    default: "groq,anthropic,google,openai,bedrock",
    reason: "Groq first, as the seed plan says; those without a key are left out.",
  }),
  OPENAI_API_KEY: providerKey("OpenAI"),
  GROQ_API_KEY: providerKey("Groq"),
  ANTHROPIC_API_KEY: providerKey("Anthropic"),
  GOOGLE_API_KEY: providerKey("Google"),
  OPENAI_API_URL: providerUrl("OpenAI", "https://api.openai.com/v1"),
  GROQ_API_URL: providerUrl("Groq", "https://api.groq.com/openai/v1"),
  ANTHROPIC_API_URL: providerUrl("Anthropic", "https://api.anthropic.com/v1"),
  GOOGLE_API_URL: providerUrl("Google", "https://generativelanguage.googleapis.com/v1beta/openai"),
  BEDROCK_REGION: optionalSetting(text, {
    group: "Providers",
    summary: "AWS region of Bedrock; calls are signed with the task's role.",
    reason: "Absent: Bedrock is not asked. Not taken from AWS_REGION, which ECS sets everywhere.",
  }),
  BEDROCK_API_URL: optionalSetting(url("https:", "http:"), {
    group: "Providers",
    summary: "Address of Bedrock, for a VPC endpoint.",
    reason: "Absent: the region's own.",
  }),
  MODEL_MAP: setting(
    json('{"<provider>": {"<the caller\'s name, with *>": "<its name there, or *>"}}', modelMapShape),
    {
      group: "Providers",
      summary:
        "Which models a provider is asked for, and what it calls them; a model that it has no line for is passed over.",
      default: "{}",
      reason:
        "Without lines of its own, a provider is asked for the families of models that bear its name (gpt-*, claude-*, …); a provider that is alone is asked for everything.",
    },
  ),
  MODEL_PRICES: setting(
    json('{"<model>": {"input": <USD per million tokens>, "output": …, "cachedInput": …}}', priceTableShape),
    {
      group: "Providers",
      summary: "Prices for the cost of each call.",
      default: "{}",
      reason: "Prices change without notice; a model without a price has an unknown cost, never zero.",
    },
  ),
  REQUEST_TIMEOUT: setting(duration(1000, 3_600_000), {
    group: "Providers",
    summary: "For all attempts of a call together, until an answer begins.",
    default: "600s",
    reason: "Reasoning models think for minutes; OpenAI's own clients wait 600 s.",
  }),
  UPSTREAM_TRACE_CONTEXT: setting(bool, {
    group: "Providers",
    summary:
      "Whether providers are sent the traceparent of calls that are traced, for models of your own that trace too.",
    default: "false",
    reason: "Ids of your traces are nobody else's business.",
  }),
  UPSTREAM_CA_FILE: optionalSetting(text, {
    group: "Providers",
    summary:
      "File with a certificate authority that providers of your own are signed by, beside those that Node knows.",
    reason: "Absent: Node's own list, and what NODE_EXTRA_CA_CERTS adds.",
  }),
  UPSTREAM_CONNECT_TIMEOUT: setting(duration(100, 60_000), {
    group: "Providers",
    summary: "For a connection to a provider, TLS included.",
    default: "3s",
    reason: "A healthy handshake takes under 300 ms across an ocean; a dead provider must fail over soon.",
  }),
  UPSTREAM_FIRST_BYTE_TIMEOUT: setting(duration(100, 3_600_000), {
    group: "Providers",
    summary: "From the request to the first byte of its answer.",
    default: "600s",
    reason:
      "Answers that are no streams come at their end; five minutes, as clients of HTTP often wait, kill reasoning calls.",
  }),
  UPSTREAM_IDLE_TIMEOUT: setting(duration(100, 3_600_000), {
    group: "Providers",
    summary: "Longest silence within an answer.",
    default: "120s",
    reason: "Reasoning models fall silent for a minute between chunks; two say that the stream is dead.",
  }),
  STREAM_HEARTBEAT: setting(duration(100, 600_000), {
    group: "Providers",
    summary: "Silence after which the caller of a stream gets a comment line.",
    default: "15s",
    reason: "Well below the 60 s after which an Application Load Balancer ends an idle connection.",
  }),
  UPSTREAM_CONNECTIONS: setting(int(1, 10_000), {
    group: "Providers",
    summary: "Connections to each provider for each process.",
    default: "1024",
    reason: "More at once than one process serves; providers bound it long before.",
  }),
} as const;
