import {
  addressOf,
  type Address,
  type EnvValue,
  type NatOptions,
  type NetworkOptions,
  type UserPool,
  userPool,
  type UserPoolOutput,
} from "@fairlead/model";
import fc from "fast-check";

/** What a variable names of a user pool, by the number of the pool. */
export interface UserVariablePlan {
  readonly kind: "user-pool";
  readonly index: number;
  readonly output: UserPoolOutput;
}

const OUTPUTS = ["id", "client-id", "issuer", "id-for-administration"] as const satisfies readonly UserPoolOutput[];

export const userVariablePlan: fc.Arbitrary<UserVariablePlan> = fc.record({
  kind: fc.constant("user-pool" as const),
  index: fc.nat(3),
  output: fc.constantFrom(...OUTPUTS),
});

export const makeUserPools = (count: number): readonly UserPool[] =>
  Array.from({ length: count }, (_, index) => userPool(`users-${index}`));

/** What a variable takes of a pool; `null` when there is none. */
export function nameUserPool(
  { index, output }: UserVariablePlan,
  pools: readonly UserPool[],
): {
  readonly value: EnvValue;
  readonly reference: { readonly kind: "user-pool"; readonly to: Address; readonly output: UserPoolOutput };
} | null {
  const pool = pools[index % Math.max(1, pools.length)];
  if (pool === undefined) return null;
  const value = [pool.id, pool.clientId, pool.issuer, pool.idForAdministration].find(
    (reference) => reference.output === output,
  );
  return value === undefined
    ? null
    : { value, reference: { kind: "user-pool", to: addressOf("userPool", pool.name), output } };
}

/** How the network of a random app is stated; `adopted`: it exists. */
export type NetworkPlan = NatOptions | "adopted" | null;

/** The network of a plan, where it states one. */
export function networkOf(plan: NetworkPlan, region: string): { readonly network?: NetworkOptions } {
  if (plan === null) return {};
  if (plan !== "adopted") return { network: { nat: plan } };
  const subnets = (kind: number): string[] => ["a", "b"].map((zone) => `subnet-0000000${kind}${zone}`);
  return {
    network: {
      adopt: {
        vpcId: "vpc-0123456789abcdef0",
        zones: [`${region}a`, `${region}b`],
        publicSubnets: subnets(0),
        privateSubnets: subnets(1),
        egress: "nat",
      },
    },
  };
}
