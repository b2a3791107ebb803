import { z } from "zod";
import type { AdoptedNetworkOptions } from "../environment/environment-options.js";
import { optionsObject } from "../problem/options-object.js";
import { cidrSchema } from "./cidr-schema.js";
import { awsIdSchema } from "./aws-id-schema.js";
import { zonesSchema } from "./zones-schema.js";

const subnets = z.array(awsIdSchema("subnet", "subnet"));

/** A VPC that exists. */
export const adoptedNetworkSchema = optionsObject({
  adopt: optionsObject({
    vpcId: awsIdSchema("vpc", "VPC"),
    cidr: cidrSchema.optional(),
    zones: zonesSchema,
    publicSubnets: subnets,
    privateSubnets: subnets.optional(),
    dataSubnets: subnets.optional(),
    egress: z.enum(["nat", "none"]).optional(),
    interfaceEndpoints: optionsObject({
      services: z.array(z.string().min(1)).min(1),
      securityGroupId: awsIdSchema("sg", "security group"),
    }).optional(),
  }),
}) satisfies z.ZodType<AdoptedNetworkOptions>;
