import { environmentSchema } from "../environment/environment-schema.js";
import type { TierName } from "../environment/resolved-environment.js";
import { readOptions } from "../part/read-options.js";
import { recordOf } from "../problem/record-of.js";
import type { AppDefinition } from "./define-app.js";

/** One line of a list of environments; `null`: the description says nothing that can be read. */
export interface EnvironmentSummary {
  readonly name: string;
  readonly tier: TierName | null;
  readonly region: string | null;
}

/** Lists the environments of an app by name, without resolving any; one that is wrong is listed all the same. */
export const listEnvironments = (definition: AppDefinition): EnvironmentSummary[] =>
  Object.entries(recordOf(recordOf(definition.options)["environments"]))
    .map(([name, raw]) => {
      const { options } = readOptions(environmentSchema, raw, `environments.${name}`);
      return { name, tier: options?.tier ?? null, region: options?.region ?? null };
    })
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
