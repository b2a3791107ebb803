import type { Bootstrapping, BootstrapOrder } from "../bootstrap/bootstrapping.js";
import type { ManagedPolicies, NamedDocument } from "../bootstrap/managed-policies.js";

/** Bootstrap stacks in memory. */
export class FakeBootstrapping implements Bootstrapping {
  readonly orders: Omit<BootstrapOrder, "onEvent">[] = [];

  bootstrap({ account, region, executionPolicies }: BootstrapOrder): Promise<"changed" | "unchanged"> {
    const order = { account, region, executionPolicies };
    const last = this.orders.findLast((earlier) => earlier.region === region);
    this.orders.push(order);
    return Promise.resolve(
      JSON.stringify(last?.executionPolicies) === JSON.stringify(order.executionPolicies) ? "unchanged" : "changed",
    );
  }
}

/** Managed policies in memory, in account 111122223333. */
export class FakeManagedPolicies implements ManagedPolicies {
  readonly policies = new Map<string, NamedDocument>();

  put(policy: NamedDocument): ReturnType<ManagedPolicies["put"]> {
    const before = this.policies.get(policy.name);
    this.policies.set(policy.name, policy);
    const isSame = JSON.stringify(before?.document) === JSON.stringify(policy.document);
    return Promise.resolve({
      arn: `arn:aws:iam::111122223333:policy/${policy.name}`,
      change: before === undefined ? "made" : isSame ? "unchanged" : "changed",
    });
  }
}
