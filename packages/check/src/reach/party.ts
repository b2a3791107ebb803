import type { Address } from "@fairlead/model";

/** One end of a connection. */
export type Party =
  /** A security group, and the part of the description that it belongs to; `null`: to the environment as a whole. */
  | { readonly kind: "group"; readonly stack: string; readonly logicalId: string; readonly address: Address | null }
  /** A range of addresses, e.g. `0.0.0.0/0`. */
  | { readonly kind: "range"; readonly cidr: string }
  /** A list of ranges that AWS or somebody keeps, e.g. `pl-3b927c52`; in brackets, as it is written there, where it has no plain id. */
  | { readonly kind: "list"; readonly id: string }
  /** A group that is in no template, as it is written there. */
  | { readonly kind: "unknown"; readonly text: string };

/** What tells one end from every other: two groups of one part are two ends. */
export function partyKey(party: Party): string {
  switch (party.kind) {
    case "group":
      return `${party.stack}/${party.logicalId}`;
    case "range":
      return party.cidr;
    case "list":
      return party.id;
    case "unknown":
      return party.text;
  }
}

/** A word for one end as people speak of it: the part of the description where there is one. */
export const partyName = (party: Party): string =>
  party.kind === "group" && party.address !== null ? party.address : partyKey(party);
