import definition from "../fairlead.config.js";
import { type Plan, planOf } from "../../testing/plan-of.js";

/** Both environments of the plan. */
export const ENVIRONMENTS = ["dev", "prod"] as const;

/** Plans both environments. */
export async function plans(): Promise<Record<(typeof ENVIRONMENTS)[number], Plan>> {
  const dev = await planOf(definition, "dev", import.meta.url);
  return { dev, prod: await planOf(definition, "prod", import.meta.url) };
}
