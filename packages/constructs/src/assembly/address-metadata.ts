import type { Address } from "@fairlead/model";
import type { IConstruct } from "constructs";

/** Type of the construct metadata that names the part of the description a construct stands for. */
export const ADDRESS_METADATA = "fairlead:address";

/** Says which part of the description a construct and all that is below it stand for. */
export const setAddress = (construct: IConstruct, address: Address): void => {
  construct.node.addMetadata(ADDRESS_METADATA, address);
};

/** The address set on the construct or on its nearest ancestor; `null`: it belongs to the environment as a whole. */
export function nearestAddress(construct: IConstruct): Address | null {
  const own: unknown = construct.node.metadata.find((entry) => entry.type === ADDRESS_METADATA)?.data;
  if (typeof own === "string") return own;
  return construct.node.scope === undefined ? null : nearestAddress(construct.node.scope);
}
