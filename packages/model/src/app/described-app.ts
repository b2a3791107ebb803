import type { Address } from "../address.js";
import type { EnvironmentOptions } from "../environment/environment-options.js";
import type { TierValues } from "../environment/tier-values.js";
import type { PartKind, PartOptions } from "../part/part.js";
import type { ResolvedApp } from "./resolved-app.js";

/** A part whose options were read: each is of its type, though what they say together may still be wrong. */
export interface Described<Kind extends PartKind> {
  readonly kind: Kind;
  readonly name: string;
  readonly address: Address;
  readonly options: PartOptions[Kind];
  /** First words of the options that could not be read; what follows from their absence is not reported. */
  readonly broken: ReadonlySet<string>;
}

export interface DescribedEnvironment {
  readonly name: string;
  readonly options: EnvironmentOptions;
  /** The tier's table with the environment's overrides. */
  readonly values: TierValues;
  readonly broken: ReadonlySet<string>;
}

/** What an environment uses of another one, and who else does. */
export interface DescribedSharing {
  /** The name that is written. */
  readonly of: string;
  /** The other environment as it stands by itself; `null`: there is none that can be shared. */
  readonly owner: ResolvedApp | null;
  /** All other environments that share it, as far as they can be built. */
  readonly others: readonly ResolvedApp[];
}

/** Everything that an environment of an app was described by, parsed. */
export interface DescribedApp {
  readonly name: string;
  readonly environment: DescribedEnvironment;
  /** `null`: the environment has a network of its own. */
  readonly sharing: DescribedSharing | null;
  readonly ingress: Described<"ingress"> | null;
  readonly services: readonly Described<"service">[];
  readonly jobs: readonly Described<"job">[];
  readonly databases: readonly Described<"postgres">[];
  readonly caches: readonly Described<"valkey" | "redis">[];
  readonly adoptedDatabases: readonly Described<"adoptedPostgres">[];
  readonly adoptedCaches: readonly Described<"adoptedCache">[];
  readonly brokers: readonly Described<"rabbitmq">[];
  readonly buckets: readonly Described<"bucket">[];
  readonly queues: readonly Described<"queue">[];
  readonly volumes: readonly Described<"volume">[];
  readonly models: readonly Described<"model">[];
  readonly secrets: readonly Described<"secret">[];
  readonly parameters: readonly Described<"parameter">[];
  readonly sites: readonly Described<"site">[];
  readonly images: readonly Described<"image">[];
  readonly userPools: readonly Described<"userPool">[];
}
