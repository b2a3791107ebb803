import type { Network, Subnet } from "../network/network.js";

interface FakeNetworkOptions {
  readonly subnets?: readonly Subnet[];
  readonly zones?: readonly string[];
}

export const fakeNetwork = ({
  subnets = [],
  zones = ["us-east-1a", "us-east-1b", "us-east-1c"],
}: FakeNetworkOptions = {}): Network => ({
  subnets: (ids) => Promise.resolve(subnets.filter(({ id }) => ids.includes(id))),
  zones: () => Promise.resolve(zones),
});
