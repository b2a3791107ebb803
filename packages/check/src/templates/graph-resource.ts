import type { Address } from "@fairlead/model";

/** A resource of a template with what it is for. */
export interface GraphResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: string | undefined;
  readonly address: Address | null;
  readonly constructPath: string;
}

/** How messages name a resource: `databases.main (MainCluster0A1B in llm-proxy-prod-Data)`. */
export function describeResource({
  address,
  logicalId,
  stack,
}: Pick<GraphResource, "address" | "logicalId" | "stack">): string {
  const place = `${logicalId} in ${stack}`;
  return address === null ? place : `${address} (${place})`;
}
