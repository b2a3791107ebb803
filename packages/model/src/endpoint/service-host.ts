/** Whose name space it is. */
export interface NamespaceOwner {
  readonly name: string;
  readonly environment: { readonly name: string };
}

/**
 * The private DNS namespace of an environment. `internal` is kept for private use by ICANN for good
 * (https://www.icann.org/en/board-activities-and-meetings/materials/approved-resolutions-special-meeting-of-the-icann-board-29-07-2024-en).
 */
export const namespaceName = ({ name, environment }: NamespaceOwner): string => `${name}-${environment.name}.internal`;

/** The name that a service answers on inside its environment. */
export const serviceHost = (app: NamespaceOwner, service: string): string => `${service}.${namespaceName(app)}`;
