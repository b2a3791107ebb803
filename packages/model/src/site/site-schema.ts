import { z } from "zod";
import { domainNameSchema } from "../environment/domain-name.js";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import type { SiteOptions } from "./site.js";

/** A path inside the folder: no slash at either end, no step upwards. */
const INSIDE = /^(?!\/)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[A-Za-z0-9_\-.~/]+(?<!\/)$/u;

const insideSchema = z.string().check(
  rule(
    (path) => INSIDE.test(path),
    (path) => ({
      code: "InvalidSitePath",
      message: `"${path}" is not a path inside the site's folder.`,
      fix: 'Write it relative to the folder and without a slash at either end, e.g. "assets".',
    }),
  ),
);

/** Reads the options of a site. */
export const siteSchema = optionsObject({
  folder: z.string().min(1),
  notFound: z.union([z.literal("spa"), insideSchema]).optional(),
  immutable: z.array(insideSchema).optional(),
  contentSecurityPolicy: z.string().min(1).optional(),
  host: domainNameSchema.optional(),
}) satisfies z.ZodType<SiteOptions>;
