import { z } from "zod";
import { awsIdSchema } from "../network/aws-id-schema.js";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import type { LoadBalancerOptions } from "./ingress.js";

const arnSchema = (kind: "loadbalancer" | "listener") =>
  z.string().check(
    rule(
      (arn) =>
        new RegExp(
          `^arn:aws[\\w-]*:elasticloadbalancing:[a-z0-9-]+:\\d{12}:${kind}/app/[\\w-]+(?:/[0-9a-f]+){${kind === "listener" ? 2 : 1}}$`,
          "u",
        ).test(arn),
      () => ({
        code: "InvalidLoadBalancerArn",
        message: `This is not the ARN of ${kind === "listener" ? "a listener of " : ""}an Application Load Balancer.`,
        fix: `Copy it from EC2, e.g. "arn:aws:elasticloadbalancing:us-east-1:123456789012:${kind}/app/web/0123456789abcdef${kind === "listener" ? "/fedcba9876543210" : ""}".`,
      }),
    ),
  );

/** A load balancer that exists. */
export const loadBalancerSchema = optionsObject({
  adopt: optionsObject({
    arn: arnSchema("loadbalancer"),
    listenerArn: arnSchema("listener"),
    securityGroupId: awsIdSchema("sg", "security group"),
    dnsName: z.string().min(1),
    canonicalHostedZoneId: z.string().min(1),
    hasCertificate: z.boolean().optional(),
    idleTimeoutSeconds: z.int().min(1).max(4000).optional(),
  }),
  prioritySalt: z.string().optional(),
}) satisfies z.ZodType<LoadBalancerOptions>;
