/** Public hosted zones of Route 53, and what the world's DNS says of them. */
export interface HostedZones {
  /** Those of exactly this name; several may have the same, and only one is delegated. */
  named(name: string): Promise<readonly HostedZone[]>;
  /**
   * Name servers that DNS gives for a name, in lower case and without the last dot; empty: nobody is responsible for it.
   * @throws UserError when DNS can't be asked.
   */
  delegation(name: string): Promise<readonly string[]>;
}

export interface HostedZone {
  /** Without `/hostedzone/`, e.g. `Z0123456789ABC`. */
  readonly id: string;
  /** Without the last dot. */
  readonly name: string;
  readonly nameServers: readonly string[];
}
