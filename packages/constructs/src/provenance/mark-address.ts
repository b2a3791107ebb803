import type { Address } from "@fairlead/model";
import type { IConstruct } from "constructs";
import { setAddress } from "../assembly/address-metadata.js";

/**
 * Notes on a construct which part of the app it is for. A resource belongs to the nearest mark upwards in the construct tree.
 * Gives the construct back.
 */
export function markAddress<Marked extends IConstruct>(construct: Marked, address: Address): Marked {
  setAddress(construct, address);
  return construct;
}
