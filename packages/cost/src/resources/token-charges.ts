import { listOf, recordOf } from "@fairlead/check";
import type { Charge } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import type { Surroundings } from "./treatment.js";

/** Ids of Bedrock's models, by what their prices are called. */
const MODELS: readonly (readonly [RegExp, string])[] = [
  [/claude-haiku-4-5/, "claude-haiku-4-5"],
  [/claude-sonnet-4-6/, "claude-sonnet-4-6"],
  [/claude-opus-4-8/, "claude-opus-4-8"],
  [/nova-micro/, "nova-micro"],
  [/nova-lite/, "nova-lite"],
  [/nova-pro/, "nova-pro"],
  [/llama3-3-70b/, "llama3.3-70b"],
];

/**
 * Tokens of models on Bedrock, which no resource of a template stands for: only what is stated, by the models that roles may call, in
 * equal parts. A model whose price nobody has read is unknown.
 */
export function tokenCharges(around: Surroundings): readonly Charge[] {
  const { inputTokens, outputTokens } = around.usage;
  if (inputTokens + outputTokens === 0) return [];
  const called = calledModels(around);
  const models = called.length === 0 ? ["a model that no role names"] : called;
  const assumption = `as stated${models.length === 1 ? "" : `, in equal parts over ${models.length} models`}, nothing cached`;
  return models.flatMap((model) => [
    {
      price: { service: "Bedrock", item: `${model} input` },
      what: `tokens that ${model} reads`,
      quantity: fixed(inputTokens / models.length),
      assumption,
    },
    {
      price: { service: "Bedrock", item: `${model} output` },
      what: `tokens that ${model} writes`,
      quantity: fixed(outputTokens / models.length),
      assumption,
    },
  ]);
}

function calledModels({ graph }: Surroundings): readonly string[] {
  const ids = graph
    .ofType("AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::ManagedPolicy")
    .flatMap(({ properties }) => textsIn(properties))
    .flatMap((text) => /foundation-model\/([\w.:-]+)/.exec(text)?.[1] ?? []);
  return [...new Set(ids.map((id) => MODELS.find(([pattern]) => pattern.test(id))?.[1] ?? id))].toSorted();
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return listOf(value).flatMap(textsIn);
  return Object.values(recordOf(value)).flatMap(textsIn);
}
