import { z } from "zod";
import { StateError } from "../errors/state-error.js";
import type { EncryptedProviderKey, GrantLimits, GrantPolicy } from "./grant.js";

const limit = z.int().positive().nullable().default(null);
const limitsSchema = z.object({
  requestsPerMinute: limit,
  tokensPerMinute: limit,
  maxRequests: limit,
  maxTokens: limit,
});
const patterns = z.array(z.string()).default([]);
const policySchema = z.object({ endpoints: patterns, models: patterns, origins: patterns });
const keysSchema = z.array(z.object({ provider: z.string(), keyId: z.string(), sealed: z.string() }));

export const NO_LIMITS: GrantLimits = {
  requestsPerMinute: null,
  tokensPerMinute: null,
  maxRequests: null,
  maxTokens: null,
};

/** Allows everything that the gateway itself allows. */
export const OPEN_POLICY: GrantPolicy = { endpoints: [], models: [], origins: [] };

/** Reads what the database holds as JSON. @throws StateError "UnexpectedRow" */
export const parseLimits = (json: unknown): GrantLimits => read(limitsSchema, json, "a token's limits");
export const parsePolicy = (json: unknown): GrantPolicy => read(policySchema, json, "a project's policy");
export const parseProviderKeys = (json: unknown): EncryptedProviderKey[] => read(keysSchema, json, "provider keys");

function read<T>(schema: z.ZodType<T>, json: unknown, what: string): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw new StateError("UnexpectedRow", {
    message: `The database holds ${what} in a form that this version of the gateway doesn't know.`,
    fix: "Write them anew through the management API.",
    cause: result.error,
  });
}
