import type { SignInFlow } from "./user-pool.js";

/** A Cognito user pool with its clients. */
export interface ResolvedUserPool {
  readonly name: string;
  readonly source: ResolvedUserPoolSource;
  /** The client that the app signs users in with. */
  readonly client:
    { readonly kind: "adopt"; readonly id: string } | ({ readonly kind: "create" } & ResolvedUserPoolClient);
  /** Hosts of routes that the load balancer signs users in on, sorted; empty: no client is made for it. */
  readonly signInHosts: readonly string[];
  /** Where Cognito's sign-in pages are; `null`: nobody needs them. */
  readonly domain: ResolvedUserPoolDomain | null;
}

export type ResolvedUserPoolSource =
  | { readonly kind: "adopt"; readonly id: string }
  | {
      readonly kind: "create";
      readonly signInWith: "email" | "username";
      readonly selfSignUp: boolean;
      readonly mfa: "off" | "optional" | "required";
      /** Least characters, of all four kinds. */
      readonly passwordLength: number;
      readonly invitationDays: number;
      readonly plan: "lite" | "essentials" | "plus";
      /** An address that SES sends for; `null`: Cognito's own sender, 50 mails a day. */
      readonly emailFrom: string | null;
      readonly deletionProtection: boolean;
    };

export interface ResolvedUserPoolClient {
  /** Sorted. */
  readonly flows: readonly SignInFlow[];
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly accessTokenMinutes: number;
  readonly refreshTokenMinutes: number;
}

export type ResolvedUserPoolDomain =
  /** `prefix`: `null` for one that is made of the stack's own id. */
  | { readonly kind: "create"; readonly prefix: string | null }
  /** The first label, or the whole host. */
  | { readonly kind: "adopt"; readonly domain: string };

export type UserPoolOutput = "id" | "client-id" | "issuer" | "id-for-administration";
