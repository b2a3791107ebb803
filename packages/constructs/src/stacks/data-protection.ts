import type { ResolvedApp } from "@fairlead/model";

/**
 * Whether an environment holds what must not go by mistake. Then stacks with data refuse to be deleted, and the key, the
 * repositories and the logs outlive them.
 */
export const isProtected = (app: ResolvedApp): boolean =>
  app.databases.some((database) => database.deletionProtection) || app.ingress?.deletionProtection === true;
