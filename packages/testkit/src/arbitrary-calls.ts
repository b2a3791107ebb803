import { type Address, addressOf, type EnvValue, type Service, type ServiceOutput } from "@fairlead/model";
import fc from "fast-check";

/** A service that a container calls, by the number of the part. */
export interface CallPlan {
  readonly index: number;
  readonly output: ServiceOutput;
}

export const callPlans: fc.Arbitrary<readonly CallPlan[]> = fc.array(
  fc.record({ index: fc.nat(3), output: fc.constantFrom<ServiceOutput[]>("url", "host", "port") }),
  { maxLength: 2 },
);

/** A call as it was written. */
interface WrittenCall {
  readonly from: Address;
  readonly to: Address;
  readonly by: string;
  readonly kind: "service";
  readonly output: ServiceOutput;
}

/** Variables that name some of the services that there are, and the references that they are. */
export function nameServices(from: Address, plans: readonly CallPlan[], services: readonly Service[]) {
  const calls = plans.flatMap(({ index, output }, number) => {
    const callee = services[index % Math.max(1, services.length)];
    return callee === undefined ? [] : [{ by: `CALL_${number}`, callee, output }];
  });
  return {
    env: Object.fromEntries(calls.map(({ by, callee, output }): [string, EnvValue] => [by, callee[output]])),
    references: calls.map(({ by, callee, output }): WrittenCall => ({
      from,
      to: addressOf("service", callee.name),
      by,
      kind: "service",
      output,
    })),
  };
}
