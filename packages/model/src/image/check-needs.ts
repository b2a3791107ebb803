import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import { eachContainerOf } from "../service/containers-of.js";

/** A job with a command of its own, a migration for one, runs another program of the same image. */
function otherPrograms({ jobs }: Parameters<Check>[0]): ReadonlySet<string> {
  return new Set(jobs.filter(({ command }) => command !== null).map(({ name }) => addressOf("job", name)));
}

/** Whoever runs an image states the variables that it doesn't start without. */
export const checkNeeds: Check = (app) => {
  const others = otherPrograms(app);
  return eachContainerOf(app).flatMap(({ path, image, environment }) => {
    if (others.has(path)) return [];
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
};
