import type { Described } from "../app/described-app.js";
import { secondsOf } from "../duration/seconds-of.js";
import type { TierValues } from "../environment/tier-values.js";
import type { ResolvedIngress } from "../ingress/resolved-ingress.js";
import type {
  ResolvedUserPool,
  ResolvedUserPoolClient,
  ResolvedUserPoolDomain,
  ResolvedUserPoolSource,
} from "./resolved-user-pool.js";
import type { NewUserPoolOptions, UserPoolClientOptions, UserPoolOptions } from "./user-pool.js";

/** What pools and clients are unless they say otherwise. */
const USER_POOL_DEFAULTS = {
  /** An address is unique, is known to its owner, and is where a lost password is mended. */
  signInWith: "email",
  /** LLM calls cost money: whoever may cause them is invited. */
  selfSignUp: false,
  /** Each user may turn it on; `required` would lock out a client that can't lead through the set-up. */
  mfa: "optional",
  /** Four more than the least that cdk-nag's AwsSolutions-COG1 takes (cdk-nag 2.38, 2026-11). */
  passwordLength: 12,
  /** Cognito's own (its API reference, PasswordPolicyType; quoted by aws-cdk-lib 2.276, 2026-11). */
  invitationDays: 7,
  /** What Cognito gives a new pool (the same place, UserPoolTier). */
  plan: "essentials",
  /** Nobody but the user ever holds the password. */
  flows: ["srp"],
  /** A token can't be called back before its end. */
  accessTokenSeconds: 3600,
  /** Cognito's own. */
  refreshTokenSeconds: 30 * 86_400,
} as const;

/** What a user pool depends on beside its options. */
interface UserPoolContext {
  readonly tier: TierValues;
  readonly ingress: ResolvedIngress | null;
}

/** Fills the gaps of a user pool. */
export function resolveUserPool(
  { name, options }: Described<"userPool">,
  { tier, ingress }: UserPoolContext,
): ResolvedUserPool {
  const client = resolveClient(options);
  const signInHosts = hostsSignedInOn(name, ingress);
  const needsPages = signInHosts.length > 0 || (client.kind === "create" && client.callbackUrls.length > 0);
  return {
    name,
    source: "adopt" in options ? { kind: "adopt", id: options.adopt.id } : resolveNewPool(options, tier),
    client,
    signInHosts,
    domain: needsPages ? resolveDomain(options) : null,
  };
}

const hostsSignedInOn = (pool: string, ingress: ResolvedIngress | null): string[] => {
  const hosts = (ingress?.routes ?? []).flatMap(({ host, action }) =>
    host !== null && action.kind === "forward" && action.signIn?.userPool === pool ? [host] : [],
  );
  return [...new Set(hosts)].toSorted();
};

const resolveNewPool = (options: NewUserPoolOptions, tier: TierValues): ResolvedUserPoolSource => ({
  kind: "create",
  signInWith: options.signInWith ?? USER_POOL_DEFAULTS.signInWith,
  selfSignUp: options.selfSignUp ?? USER_POOL_DEFAULTS.selfSignUp,
  mfa: options.mfa ?? USER_POOL_DEFAULTS.mfa,
  passwordLength: options.passwordLength ?? USER_POOL_DEFAULTS.passwordLength,
  invitationDays: options.invitationDays ?? USER_POOL_DEFAULTS.invitationDays,
  plan: options.plan ?? USER_POOL_DEFAULTS.plan,
  emailFrom: options.emailFrom ?? null,
  deletionProtection: options.deletionProtection ?? tier.deletionProtection,
});

function resolveClient(options: UserPoolOptions): ResolvedUserPool["client"] {
  if ("adopt" in options && options.adopt.clientId !== undefined) return { kind: "adopt", id: options.adopt.clientId };
  return { kind: "create", ...resolveNewClient(options.client ?? {}) };
}

const resolveNewClient = (options: UserPoolClientOptions): ResolvedUserPoolClient => ({
  flows: [...new Set(options.flows ?? USER_POOL_DEFAULTS.flows)].toSorted(),
  callbackUrls: [...new Set(options.callbackUrls ?? [])].toSorted(),
  logoutUrls: [...new Set(options.logoutUrls ?? [])].toSorted(),
  accessTokenMinutes: secondsOf(options.accessToken, USER_POOL_DEFAULTS.accessTokenSeconds) / 60,
  refreshTokenMinutes: secondsOf(options.refreshToken, USER_POOL_DEFAULTS.refreshTokenSeconds) / 60,
});

const resolveDomain = (options: UserPoolOptions): ResolvedUserPoolDomain | null => {
  if (!("adopt" in options)) return { kind: "create", prefix: options.domainPrefix ?? null };
  return options.adopt.domain === undefined ? null : { kind: "adopt", domain: options.adopt.domain };
};
