import { z } from "zod";
import { cdnSchema } from "../cdn/cdn-schema.js";
import { durationSchema } from "../duration/duration-schema.js";
import { cidrSchema } from "../network/cidr-schema.js";
import { isPartOf } from "../part/part.js";
import { partSchema } from "../part/part-schema.js";
import { optionsObject } from "../problem/options-object.js";
import type { Service } from "../service/service.js";
import type { Site } from "../site/site.js";
import type { IngressOptions } from "./ingress.js";
import { loadBalancerSchema } from "./load-balancer-schema.js";
import { pathPatternSchema, routeKeySchema } from "./route-key-schema.js";

const target = z.custom<Service | Site>(isPartOf("service", "site"), {
  error: "a service, made with service(…), or a site, made with site(…)",
});

const userPool = partSchema("a user pool, made with userPool(…)", "userPool");

/** A session of a load balancer lasts a week at most (ELB, AuthenticateCognitoActionConfig; assumed as of 2025). */
const signInSchema = z.union([
  userPool,
  optionsObject({
    pool: userPool,
    session: durationSchema({ minSeconds: 300, maxSeconds: 7 * 86_400 }).optional(),
  }),
]);

const routeSchema = z.union([
  target,
  optionsObject({ to: target, from: z.array(cidrSchema).min(1).optional(), signIn: signInSchema.optional() }),
]);

/** Reads the options of an ingress. */
export const ingressSchema = optionsObject({
  routes: z.record(routeKeySchema, routeSchema),
  cdn: cdnSchema.optional(),
  loadBalancer: loadBalancerSchema.optional(),
  allowedCidrs: z.array(cidrSchema).min(1).optional(),
  waf: z
    .union([
      z.boolean(),
      optionsObject({
        // Assumed from the AWS WAF developer guide, "Rate-based rule settings", as of 2025.
        rateLimit: z.int().min(10).max(2_000_000_000).optional(),
        countOnly: z.array(z.string().min(1)).optional(),
      }),
    ])
    .optional(),
  private: z.array(pathPatternSchema).optional(),
  idleTimeout: durationSchema({ minSeconds: 1, maxSeconds: 4000 }).optional(),
}) satisfies z.ZodType<IngressOptions>;
