import { z } from "zod";
import { backupSchema } from "../backup/backup-schema.js";
import { adoptedNetworkSchema } from "../network/adopted-network-schema.js";
import { vpcCidrSchema } from "../network/cidr-schema.js";
import { natSchema } from "../network/nat-schema.js";
import { zonesSchema } from "../network/zones-schema.js";
import { alertsSchema } from "../observability/alerts-schema.js";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import { budgetSchema } from "./budget-schema.js";
import { certificateSchema } from "./certificate-schema.js";
import { domainNameSchema } from "./domain-name.js";
import type { EnvironmentOptions } from "./environment-options.js";
import { REGIONS } from "./regions.js";
import { TIER_NAMES } from "./resolved-environment.js";
import { tierValuesSchema } from "./tier-values-schema.js";
import { usageSchema } from "./usage-schema.js";

const accountSchema = z.string().check(
  rule(
    (account) => /^\d{12}$/u.test(account),
    () => ({
      code: "InvalidAccount",
      message: "An AWS account's id has twelve digits.",
      fix: 'Write it as a text, e.g. "123456789012", or leave it out to use the account of the credentials.',
    }),
  ),
);

const domainSchema = z.union([
  domainNameSchema,
  optionsObject({
    host: domainNameSchema,
    hostedZone: z
      .union([z.literal("create"), optionsObject({ name: domainNameSchema, id: z.string().min(1).optional() })])
      .optional(),
    certificate: certificateSchema.optional(),
  }),
]);

/** Reads one environment. */
export const environmentSchema = optionsObject({
  tier: z.enum(TIER_NAMES),
  region: z.enum(Object.keys(REGIONS)),
  account: accountSchema.optional(),
  zones: zonesSchema.optional(),
  domain: domainSchema.optional(),
  alerts: alertsSchema.optional(),
  budget: budgetSchema.optional(),
  backup: backupSchema.optional(),
  network: z
    .union([
      adoptedNetworkSchema,
      optionsObject({
        cidr: vpcCidrSchema.optional(),
        nat: natSchema.optional(),
        interfaceEndpoints: z.array(z.string().min(1)).optional(),
      }),
    ])
    .optional(),
  shares: z
    .union([
      z.string().min(1),
      optionsObject({
        of: z.string().min(1),
        prioritySalt: z.string().optional(),
        hasCertificate: z.boolean().optional(),
      }),
    ])
    .optional(),
  usage: usageSchema.optional(),
  overrides: tierValuesSchema.partial().optional(),
}) satisfies z.ZodType<EnvironmentOptions>;
