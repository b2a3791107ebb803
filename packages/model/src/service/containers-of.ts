import { addressOf, type Address } from "../address.js";
import type { ResolvedApp } from "../app/resolved-app.js";
import type { ResolvedContainer } from "./resolved-container.js";

/** A container and the address of the service or job that it is of. */
export interface AddressedContainer extends ResolvedContainer {
  readonly address: Address;
}

/** One container with what it is given, whichever of its task's it is. */
export interface EachContainer {
  /** Of the service or job: what connects a container connects its task. */
  readonly address: Address;
  /** Where it stands in the description, e.g. `services.api.sidecars.cache`. */
  readonly path: string;
  /** Name of a {@link ResolvedImage}. */
  readonly image: string;
  readonly environment: ResolvedContainer["environment"];
  readonly volumeMounts: ResolvedContainer["volumeMounts"];
  readonly readonlyRootFilesystem: boolean;
  /** Folders that are writable on a read-only root; none where all of it is. */
  readonly writablePaths: ResolvedContainer["writablePaths"];
  /** Folders that it shares with others of its task. */
  readonly sharedFolders: ResolvedContainer["sharedFolders"];
}

/** Every container of every task, sidecars after the one that they are beside. */
export const eachContainerOf = (parts: Pick<ResolvedApp, "services" | "jobs">): EachContainer[] =>
  containersOf(parts).flatMap(({ address, sidecars, ...main }) =>
    [
      { path: address, ...main },
      ...sidecars.map((sidecar) => ({ path: `${address}.sidecars.${sidecar.name}`, ...sidecar })),
    ].map(({ path, image, environment, volumeMounts, readonlyRootFilesystem, writablePaths, sharedFolders }) => ({
      address,
      path,
      image,
      environment,
      volumeMounts,
      readonlyRootFilesystem,
      writablePaths: readonlyRootFilesystem ? writablePaths : [],
      sharedFolders,
    })),
  );

/** The containers of all services and jobs. */
export const containersOf = ({ services, jobs }: Pick<ResolvedApp, "services" | "jobs">): AddressedContainer[] => [
  ...services.map((service) => ({ address: addressOf("service", service.name), ...service })),
  ...jobs.map((job) => ({ address: addressOf("job", job.name), ...job })),
];
