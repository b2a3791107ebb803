import type { Problem } from "@fairlead/errors";
import type { DescribedApp } from "./described-app.js";
import type { ResolvedApp } from "./resolved-app.js";

/** Looks for one thing that is wrong in an app; `app` has every gap filled, `description` is what was written. */
export type Check = (app: ResolvedApp, description: DescribedApp) => Problem[];
