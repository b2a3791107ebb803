import { z } from "zod";
import { rule } from "../problem/rule.js";

/** An IPv4 block, taken apart. */
interface Cidr {
  /** The address as a number of 32 bits. */
  readonly address: number;
  readonly prefix: number;
}

const PATTERN = /^(?<a>\d{1,3})\.(?<b>\d{1,3})\.(?<c>\d{1,3})\.(?<d>\d{1,3})\/(?<prefix>\d{1,2})$/u;

/** Reads an IPv4 block; `null` when it is none, or has bits set beyond its prefix. */
function parseCidr(text: string): Cidr | null {
  const groups = PATTERN.exec(text)?.groups;
  if (groups === undefined) return null;
  const octets = [groups["a"], groups["b"], groups["c"], groups["d"]].map(Number);
  const prefix = Number(groups["prefix"]);
  if (octets.some((octet) => octet > 255) || prefix > 32) return null;
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return address % 2 ** (32 - prefix) === 0 ? { address, prefix } : null;
}

/** An IPv4 block. */
export const cidrSchema = z.string().check(
  rule(
    (text) => parseCidr(text) !== null,
    (text) => ({
      code: "InvalidCidr",
      message: `"${text}" is not an IPv4 block.`,
      fix: 'Write the first address and the length of the prefix, e.g. "203.0.113.0/24"; a single address is "203.0.113.7/32".',
    }),
  ),
);

/** The block of a VPC: /16 to /24, so that three kinds of subnets in three zones have room. */
export const vpcCidrSchema = cidrSchema.check(
  rule(
    (text) => {
      const cidr = parseCidr(text);
      return cidr === null || (cidr.prefix >= 16 && cidr.prefix <= 24);
    },
    (text) => ({
      code: "InvalidVpcSize",
      message: `"${text}" is no size for the VPC: AWS takes /16 at most, and below /24 its nine subnets have no room.`,
      fix: 'Use a block from /16 to /24, e.g. "10.0.0.0/16".',
    }),
  ),
);
