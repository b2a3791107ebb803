import { findDeclarationSite } from "../part/declaration-site.js";
import { makePart, type Part } from "../part/part.js";
import type { UserPoolOutput } from "./resolved-user-pool.js";

/** How the app itself signs users in; a flow that is not named is refused by Cognito. */
export const SIGN_IN_FLOWS = ["srp", "password", "admin-password", "user", "custom"] as const;

/**
 * `srp`: the password never leaves the client (`USER_SRP_AUTH`). `password`: it is sent to Cognito (`USER_PASSWORD_AUTH`).
 * `admin-password`: a service sends it with its own permissions (`ADMIN_USER_PASSWORD_AUTH`). `user`: choice-based sign-in
 * (`USER_AUTH`). `custom`: by Lambda triggers (`CUSTOM_AUTH`).
 */
export type SignInFlow = (typeof SIGN_IN_FLOWS)[number];

/** The client that the app signs its users in with: public, without a secret. */
export interface UserPoolClientOptions {
  /** Default `["srp"]`: the one flow in which nobody but the user ever holds the password. */
  readonly flows?: readonly SignInFlow[] | undefined;
  /** Where Cognito's own sign-in pages may return to; default none, and then the client has no such pages. */
  readonly callbackUrls?: readonly string[] | undefined;
  /** Where they may return to after a sign-out. */
  readonly logoutUrls?: readonly string[] | undefined;
  /** Life of access and id tokens, `"5m"` to `"1d"`; default an hour: a token can't be called back before its end. */
  readonly accessToken?: string | undefined;
  /** Life of refresh tokens, `"1h"` to `"3650d"`; default 30 days, which is Cognito's own. */
  readonly refreshToken?: string | undefined;
}

/** A pool that is made here. */
export interface NewUserPoolOptions {
  /** What users sign in with; default `email`. Cognito can't change it later: it would be another pool. */
  readonly signInWith?: "email" | "username" | undefined;
  /** Whether strangers may make themselves an account; default false: LLM calls cost money. */
  readonly selfSignUp?: boolean | undefined;
  /**
   * A second factor by an authenticator app; default `optional`: each user may turn it on. `required` takes a client that can lead
   * through the set-up, as Cognito's own pages do. Never by text message, which costs and can be taken over with the number.
   */
  readonly mfa?: "off" | "optional" | "required" | undefined;
  /** Least characters of a password, 8 to 99, of all four kinds; default 12. */
  readonly passwordLength?: number | undefined;
  /** Days that the password of an invitation is good for, 1 to 365; default 7. */
  readonly invitationDays?: number | undefined;
  /**
   * Cognito's feature plan; default `essentials`. `plus` watches for leaked passwords and strange sign-ins, for 0.02 USD a month for
   * each active user.
   */
  readonly plan?: "lite" | "essentials" | "plus" | undefined;
  /**
   * The sender of invitations and codes, an address of a domain that SES has verified in the same region. Default Cognito's own,
   * which sends 50 mails a day and no more.
   */
  readonly emailFrom?: string | undefined;
  readonly client?: UserPoolClientOptions | undefined;
  /**
   * First label of the pool's sign-in pages; default app, environment and pool with eight digits behind them, since it must be free in
   * the whole region.
   */
  readonly domainPrefix?: string | undefined;
  /** Whether AWS refuses to delete the pool with its users; default the tier's. */
  readonly deletionProtection?: boolean | undefined;
}

/** A pool that exists: nothing of it is changed, clients may be added to it. */
export interface AdoptedUserPoolOptions {
  readonly adopt: {
    /** For example `us-east-1_AbCdEfGhI`. */
    readonly id: string;
    /** The app's client; default one is made in the pool. */
    readonly clientId?: string | undefined;
    /** First label of its sign-in pages, or their whole host; needed when the load balancer signs users in. */
    readonly domain?: string | undefined;
  };
  /** Of the client that is made where `adopt.clientId` names none. */
  readonly client?: UserPoolClientOptions | undefined;
}

export type UserPoolOptions = NewUserPoolOptions | AdoptedUserPoolOptions;

/** One fact about a user pool, as the value of a variable. */
export interface UserPoolReference {
  readonly kind: "user-pool-output";
  readonly userPool: Part<"userPool">;
  readonly output: UserPoolOutput;
}

/** A Cognito user pool and what variables may take from it. */
export interface UserPool extends Part<"userPool"> {
  readonly id: UserPoolReference;
  /** The app's client, which has no secret. */
  readonly clientId: UserPoolReference;
  /** `https://cognito-idp.<region>.amazonaws.com/<id>`: what tokens say who issued them, and where their keys are found. */
  readonly issuer: UserPoolReference;
  /** The id once more; naming it lets the container's code manage the pool's users and groups. */
  readonly idForAdministration: UserPoolReference;
}

/**
 * Declares a Cognito user pool, or adopts one with `{ adopt: { id } }`. A route of the ingress that says `signIn` lets only its users
 * through.
 *
 * @param name Unique among the app's user pools.
 */
export function userPool(name: string, options: UserPoolOptions = {}): UserPool {
  const part = makePart({ kind: "userPool", name, options, source: findDeclarationSite(userPool) });
  const reference = (output: UserPoolOutput): UserPoolReference =>
    Object.freeze({ kind: "user-pool-output", userPool: part, output });
  return Object.freeze({
    ...part,
    id: reference("id"),
    clientId: reference("client-id"),
    issuer: reference("issuer"),
    idForAdministration: reference("id-for-administration"),
  });
}
