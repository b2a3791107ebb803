import type { Problem } from "@fairlead/errors";
import type { DescribedApp } from "./described-app.js";
import type { ResolvedApp } from "./resolved-app.js";

/** Looks for what is wrong in an app as a whole; `app` has every gap filled, `description` is what was written. */
export type Check = (app: ResolvedApp, description: DescribedApp) => Problem[];

const CHECKS: readonly Check[] = [];

/** Every problem that the checks find. */
export const checkApp: Check = (app, description) => CHECKS.flatMap((check) => check(app, description));
