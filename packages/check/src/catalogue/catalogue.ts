import { ACCEPTANCE_EXPIRED, ACCEPTANCE_UNUSED } from "../acceptance/acceptance-entries.js";
import { PERMITTED_BEYOND, REACHABLE_BEYOND } from "../matrix/beyond-entries.js";
import { APP_RULES } from "../rules/app-rules.js";
import { TEMPLATE_RULES } from "../rules/template-rules.js";
import { CDK_ENTRIES } from "../translation/cdk-entries.js";
import { CDK_NAG_ENTRIES } from "../translation/cdk-nag-entries.js";
import { CLOUDFORMATION_ENTRIES } from "../translation/cloudformation-entries.js";
import type { CatalogueEntry } from "./catalogue-entry.js";

/** Every kind of finding that Fairlead has words of its own for, by code. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  ACCEPTANCE_EXPIRED,
  ACCEPTANCE_UNUSED,
  PERMITTED_BEYOND,
  REACHABLE_BEYOND,
  ...APP_RULES,
  ...TEMPLATE_RULES,
  ...CDK_ENTRIES,
  ...CDK_NAG_ENTRIES,
  ...CLOUDFORMATION_ENTRIES,
].sort((a, b) => (a.code < b.code ? -1 : 1));

/** What is known of a code; `undefined`: a rule of a tool's that is passed on in the tool's words. */
export const findCatalogueEntry = (code: string): CatalogueEntry | undefined =>
  CATALOGUE.find((entry) => entry.code === code);
