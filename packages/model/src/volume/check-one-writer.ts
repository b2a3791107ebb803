import type { Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import type { ResolvedApp } from "../app/resolved-app.js";
import { eachContainerOf } from "../service/containers-of.js";
import type { ResolvedContainer } from "../service/resolved-container.js";
import type { ResolvedService } from "../service/resolved-service.js";
import type { ResolvedVolume } from "./resolved-volume.js";

/** Files that belong to one process are damaged by a second one: SQLite's locks don't hold over NFS. */
export const checkOneWriter: Check = (app) =>
  app.volumes
    .filter(({ writers }) => writers === "one")
    .flatMap((volume) => [
      ...checkParts(app, volume),
      ...app.services
        .filter((service) => [service, ...service.sidecars].some((container) => writesTo(volume, container)))
        .flatMap((service) => checkService(volume, service)),
    ]);

const writesTo = ({ name }: ResolvedVolume, { volumeMounts }: Pick<ResolvedContainer, "volumeMounts">): boolean =>
  volumeMounts.some(({ volume, access }) => volume === name && access === "write");

function checkParts(app: ResolvedApp, volume: ResolvedVolume): Problem[] {
  const writers = eachContainerOf(app)
    .filter((container) => writesTo(volume, container))
    .map(({ path }) => path);
  if (writers.length <= 1) return [];
  return [
    {
      path: `${addressOf("volume", volume.name)}.writers`,
      code: "SeveralWriters",
      message: `The volume is for one writer, but ${writers.join(" and ")} write to it.`,
      fix: "Mount it with { volume, readonly: true } in all but one of them, and let them ask that one to write.",
    },
  ];
}

function checkService({ name: volume }: ResolvedVolume, { name, scaling, rollout }: ResolvedService): Problem[] {
  const address = addressOf("service", name);
  return [
    ...(scaling.maxTasks <= 1
      ? []
      : [
          {
            path: `${address}.tasks`,
            code: "OneWriterScaled",
            message: `Up to ${scaling.maxTasks} tasks of ${address} would write to the volume "${volume}", which is for one.`,
            fix: "Set tasks to 1, or put what the tasks share into a database.",
          },
        ]),
    ...(rollout.maximumPercent <= 100
      ? []
      : [
          {
            path: `${address}.rollout`,
            code: "OneWriterOverlaps",
            message: `At a release the new task of ${address} would write to the volume "${volume}" while the old one still does.`,
            fix: 'Use { strategy: "stop-then-start" }, which is the default here: minimumHealthyPercent 0, maximumPercent 100.',
          },
        ]),
  ];
}
