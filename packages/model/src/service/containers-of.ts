import { addressOf, type Address } from "../address.js";
import type { ResolvedApp } from "../app/resolved-app.js";
import type { ResolvedContainer } from "./resolved-container.js";

/** A container and the address of the service or job that it is of. */
export interface AddressedContainer extends ResolvedContainer {
  readonly address: Address;
}

/** The containers of all services and jobs. */
export const containersOf = ({ services, jobs }: Pick<ResolvedApp, "services" | "jobs">): AddressedContainer[] => [
  ...services.map((service) => ({ address: addressOf("service", service.name), ...service })),
  ...jobs.map((job) => ({ address: addressOf("job", job.name), ...job })),
];
