import { z } from "zod";
import type { GrantLimits, GrantPolicy } from "../access/grant.js";
import type { AuditEvent } from "../state/audit-events.js";
import type { Project } from "../state/project.js";
import type { Token } from "../state/token.js";

/** Names and forms of what goes in and out; they follow sofatutor/llm-proxy, so that its users' scripts go on working. */
export const policyShape = z.strictObject({
  endpoints: z.array(z.string().max(200)).max(200).default([]).describe("Path patterns with `*`; empty: all."),
  models: z.array(z.string().max(200)).max(200).default([]).describe("Model names with `*`; empty: all."),
  origins: z.array(z.string().max(200)).max(200).default([]).describe("Values of `Origin`; empty: all."),
});

/** 0 means "no limit" in sofatutor/llm-proxy, as `null` does here. */
const limit = z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable();

export const limitsShape = z.strictObject({
  requests_per_minute: limit.optional(),
  tokens_per_minute: limit.optional(),
  max_requests: limit.optional().describe("Over the token's life; 0 or null: no limit."),
  max_tokens: limit.optional().describe("Over the token's life, input and output together."),
});
type LimitsInput = z.infer<typeof limitsShape>;

/** What the input doesn't name stays as it was. */
export function mergeLimits(old: GrantLimits, input: LimitsInput): GrantLimits {
  const merge = (given: number | null | undefined, was: number | null): number | null =>
    given === undefined ? was : given === 0 ? null : given;
  return {
    requestsPerMinute: merge(input.requests_per_minute, old.requestsPerMinute),
    tokensPerMinute: merge(input.tokens_per_minute, old.tokensPerMinute),
    maxRequests: merge(input.max_requests, old.maxRequests),
    maxTokens: merge(input.max_tokens, old.maxTokens),
  };
}

export const namesLimits = (input: LimitsInput): boolean =>
  [input.requests_per_minute, input.tokens_per_minute, input.max_requests, input.max_tokens].some(
    (given) => given !== undefined,
  );

const time = z.iso.datetime();

export const projectShape = z.object({
  id: z.string(),
  name: z.string(),
  is_active: z.boolean(),
  policy: z.object({ endpoints: z.array(z.string()), models: z.array(z.string()), origins: z.array(z.string()) }),
  providers: z.array(z.string()).describe("Providers for which the project brings its own key."),
  created_at: time,
  updated_at: time,
  deactivated_at: time.nullable(),
});

export const showProject = (project: Project): z.infer<typeof projectShape> => ({
  id: project.id,
  name: project.name,
  is_active: project.isActive,
  policy: copyPolicy(project.policy),
  providers: [...project.providers],
  created_at: project.createdAt.toISOString(),
  updated_at: project.updatedAt.toISOString(),
  deactivated_at: project.deactivatedAt?.toISOString() ?? null,
});

const copyPolicy = (policy: GrantPolicy) => ({
  endpoints: [...policy.endpoints],
  models: [...policy.models],
  origins: [...policy.origins],
});

export const tokenShape = z.object({
  id: z.string().describe("Public; not the secret."),
  project_id: z.string(),
  name: z.string(),
  expires_at: time.nullable(),
  is_active: z.boolean(),
  requests_per_minute: z.int().nullable(),
  tokens_per_minute: z.int().nullable(),
  max_requests: z.int().nullable(),
  max_tokens: z.int().nullable(),
  request_count: z.int(),
  created_at: time,
  updated_at: time,
  last_used_at: time.nullable(),
  deactivated_at: time.nullable(),
  revoked_at: time.nullable(),
});

export const newTokenShape = tokenShape.extend({ token: z.string().describe("The secret, shown this once.") });

export const showToken = (token: Token): z.infer<typeof tokenShape> => ({
  id: token.id,
  project_id: token.projectId,
  name: token.name,
  expires_at: token.expiresAt?.toISOString() ?? null,
  is_active: token.isActive,
  requests_per_minute: token.limits.requestsPerMinute,
  tokens_per_minute: token.limits.tokensPerMinute,
  max_requests: token.limits.maxRequests,
  max_tokens: token.limits.maxTokens,
  request_count: token.requestCount,
  created_at: token.createdAt.toISOString(),
  updated_at: token.updatedAt.toISOString(),
  last_used_at: token.lastUsedAt?.toISOString() ?? null,
  deactivated_at: token.deactivatedAt?.toISOString() ?? null,
  revoked_at: token.revokedAt?.toISOString() ?? null,
});

export const auditShape = z.object({
  id: z.int(),
  timestamp: time,
  action: z.string(),
  actor: z.string(),
  project_id: z.string().nullable(),
  token_id: z.string().nullable(),
  request_id: z.string().nullable(),
  client_ip: z.string().nullable(),
  outcome: z.string(),
  reason: z.string().nullable(),
});

export const showAuditEvent = (event: AuditEvent): z.infer<typeof auditShape> => ({
  id: event.id,
  timestamp: event.at.toISOString(),
  action: event.action,
  actor: event.actor,
  project_id: event.projectId,
  token_id: event.tokenId,
  request_id: event.requestId,
  client_ip: event.clientIp,
  outcome: event.outcome,
  reason: event.reason,
});

export const errorShape = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    param: z.string().nullable(),
    code: z.string().nullable(),
  }),
});
