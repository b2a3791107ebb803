import type { Address } from "@fairlead/model";

/** One end of a connection. */
export type Party =
  /** A part of the description, by its security group. */
  | { readonly kind: "part"; readonly address: Address }
  /** A security group that stands for no part. */
  | { readonly kind: "group"; readonly stack: string; readonly logicalId: string }
  /** A range of addresses, e.g. `0.0.0.0/0`. */
  | { readonly kind: "range"; readonly cidr: string }
  /** A group or list that is in no template, as it is written there. */
  | { readonly kind: "unknown"; readonly text: string };

/** A word for an end of a connection that tells it from every other. */
export function partyName(party: Party): string {
  switch (party.kind) {
    case "part":
      return party.address;
    case "group":
      return `${party.stack}/${party.logicalId}`;
    case "range":
      return party.cidr;
    case "unknown":
      return party.text;
  }
}
