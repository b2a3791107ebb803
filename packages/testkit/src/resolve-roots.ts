import { type AppRoots, resolveApp, type ResolvedApp } from "@fairlead/model";
import { describeRoots, type DescriptionChange } from "./describe-roots.js";
import { problemsOf } from "./problems-of.js";

/** Where the configuration of tests is said to lie. */
const BASE_FOLDER = "/app";

/** The app that is made of some roots, in the environment that {@link describeRoots} gives them. */
export const resolveRoots = (roots: AppRoots, change?: DescriptionChange): ResolvedApp =>
  resolveApp(describeRoots(roots, change), "test", { baseFolder: BASE_FOLDER });

/** What such an app is refused with, each as `<path>: <code>`, in the order of the alphabet. */
export const problemCodes = (roots: AppRoots, change?: DescriptionChange): string[] =>
  problemsOf(() => resolveRoots(roots, change))
    .map(({ path, code }) => `${path}: ${code}`)
    .toSorted();
