import { z } from "zod";
import { rule } from "../problem/rule.js";

const FIX =
  'Name two or three zones of the region, e.g. ["us-east-1a", "us-east-1b"]; left out, an environment has as many as its tier.';

/**
 * Two zones at least: AWS makes no load balancer, no subnet group of a database and no proxy in one
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html, 2026-11).
 */
export const zonesSchema = z.array(z.string()).check(
  rule(
    (zones) => zones.length >= 2,
    (zones) => ({
      code: "OutOfRange",
      message: `A load balancer and a database need two availability zones, and ${zones.length === 1 ? "one is" : "none are"} named.`,
      fix: FIX,
    }),
  ),
  rule(
    (zones) => zones.length <= 3,
    (zones) => ({
      code: "OutOfRange",
      message: `${zones.length} availability zones are named; three are as many as an environment may have.`,
      fix: FIX,
    }),
  ),
);
