import type { Check } from "../app/check.js";
import { eachContainerOf } from "../service/containers-of.js";

/** Whoever runs an image states the variables that it doesn't start without. */
export const checkNeeds: Check = (app) =>
  eachContainerOf(app).flatMap(({ path, image, environment }) => {
    const needed = app.images.find(({ name }) => name === image)?.needs ?? [];
    const missing = needed.filter((variable) => environment.every(({ name }) => name !== variable));
    if (missing.length === 0) return [];
    return [
      {
        path: `${path}.env`,
        code: "VariableMissing",
        message: `Image "${image}" doesn't start without ${missing.join(", ")}, which ${missing.length === 1 ? "is" : "are"} not stated here.`,
        fix: `Add ${missing.join(", ")} to env, or take it out of the image's "needs" if it has a default.`,
      },
    ];
  });
