/** Quotas of the account in this region that a release can run into. */
export interface Quotas {
  read(quota: QuotaName): Promise<QuotaUse>;
}

/** vCPUs of Fargate on demand and of Fargate Spot; network interfaces. */
export type QuotaName = "fargate-vcpus" | "fargate-spot-vcpus" | "network-interfaces";

export interface QuotaUse {
  /** By which Service Quotas takes a request for more, e.g. `L-3032A538`. */
  readonly code: string;
  /** Of the service, as Service Quotas has it, e.g. `fargate`. */
  readonly service: string;
  readonly limit: number;
  /** At most, within the last hour; `null`: AWS doesn't tell. */
  readonly used: number | null;
}
