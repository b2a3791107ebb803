/** What there is of EC2's network in this region. */
export interface Network {
  /** In no order; those that don't exist are left out. */
  subnets(ids: readonly string[]): Promise<readonly Subnet[]>;
  /** Names of the availability zones that the account has, e.g. `eu-west-1a`. */
  zones(): Promise<readonly string[]>;
}

export interface Subnet {
  readonly id: string;
  readonly zone: string;
  /** IPv4 addresses that nobody has. */
  readonly freeAddresses: number;
}
