import type { EnvironmentOptions } from "../environment/environment-options.js";
import type { TierName } from "../environment/resolved-environment.js";
import type { Ingress } from "../ingress/ingress.js";
import type { Job } from "../job/job.js";
import { findDeclarationSite, type DeclarationSite } from "../part/declaration-site.js";
import type { Part } from "../part/part.js";
import type { Site } from "../site/site.js";
import type { Customization } from "./customization.js";

/** What `build` may know of the environment that it builds for. */
export interface BuildContext {
  readonly environment: {
    readonly name: string;
    readonly tier: TierName;
    readonly region: string;
    /** The host that the app answers on; `null` without a domain. */
    readonly domain: string | null;
  };
}

/** The roots of an app. It is made of these and of what they refer to. */
export interface AppRoots {
  readonly ingress?: Ingress | undefined;
  /** Services that no route leads to. */
  readonly services?: readonly Part<"service">[] | undefined;
  /** Jobs that no release waits for. */
  readonly jobs?: readonly Job[] | undefined;
  /** Sites that no route leads to: each has a host of its own. */
  readonly sites?: readonly Site[] | undefined;
}

/** A finding that you have looked at and live with until a date. */
export interface AcceptanceOptions {
  /** The finding's code, e.g. `PlainHttp`. */
  readonly finding: string;
  /** Address of the part that it is about, e.g. `services.proxy`; default wherever it is found. */
  readonly on?: string | undefined;
  /** Why; a sentence. */
  readonly reason: string;
  /** Day in ISO form, e.g. `2027-06-30`; from the day after, the finding counts again. */
  readonly until: string;
}

export interface AppOptions {
  /** In front of the name of everything in AWS: small letters, digits and hyphens. */
  readonly name: string;
  /** Where the app runs, by name, e.g. `dev` and `prod`. */
  readonly environments: Readonly<Record<string, EnvironmentOptions>>;
  /** Says what the app is made of in an environment. Called when one is resolved; it must not do anything else. */
  readonly build: (context: BuildContext) => AppRoots;
  /** Findings that you live with. */
  readonly accept?: readonly AcceptanceOptions[] | undefined;
  /** On every resource, beside Fairlead's own. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Changes to the CDK constructs, made with `customize(…)` of `@fairlead/constructs`. */
  readonly customize?: Customization | undefined;
}

// A brand and not `instanceof`: two copies of this package may be loaded (the tool's and the project's).
const BRAND = Symbol.for("@fairlead/app-definition");

/** An app as it was written down; nothing is checked before an environment of it is resolved. */
export interface AppDefinition {
  readonly [BRAND]: true;
  readonly options: AppOptions;
  /** Where it was written; `null` when the runtime tells no stack. */
  readonly source: DeclarationSite | null;
}

/**
 * Declares an LLM app: export it as the default of `fairlead.config.ts`. `examples/llm-proxy` is one in full.
 */
export function defineApp(options: AppOptions): AppDefinition {
  return Object.freeze({ [BRAND]: true as const, options, source: findDeclarationSite(defineApp) });
}

/** Tells whether a value came from {@link defineApp}, whichever copy of this package made it. */
export const isAppDefinition = (value: unknown): value is AppDefinition =>
  typeof value === "object" && value !== null && BRAND in value;

/** What the app brings along for the CDK side; `null`: nothing. */
export const customizationOf = (definition: AppDefinition): Customization | null =>
  definition.options.customize ?? null;
