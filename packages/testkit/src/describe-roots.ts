import {
  type AppDefinition,
  type AppOptions,
  type AppRoots,
  defineApp,
  type EnvironmentOptions,
} from "@fairlead/model";

/** What a description has beside its roots, where a test cares. */
export interface DescriptionChange {
  readonly environment?: Partial<EnvironmentOptions>;
  readonly app?: Partial<AppOptions>;
}

/** A description with one environment `test` (tier `standard`, no domain) that is made of some roots. */
export const describeRoots = (roots: AppRoots, { environment, app }: DescriptionChange = {}): AppDefinition =>
  defineApp({
    name: "shop",
    environments: { test: { tier: "standard", region: "us-east-1", ...environment } },
    build: () => roots,
    ...app,
  });
