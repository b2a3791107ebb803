import { z } from "zod";
import { isPart } from "../part/part.js";
import { partSchema } from "../part/part-schema.js";
import { optionsObject } from "../problem/options-object.js";
import { absolutePathSchema } from "../service/absolute-path-schema.js";
import type { ContainerOptions } from "../service/container-options.js";
import type { ResolvedVolumeMount } from "./resolved-volume.js";
import type { Volume } from "./volume.js";

/** The volumes of a container by the folder that each is seen as; naming one here is what lets the container reach it. */
export type VolumeMounts = Readonly<
  Record<string, Volume | { readonly volume: Volume; readonly readonly?: boolean | undefined }>
>;

const volumePart = partSchema("a volume, made with volume(…)", "volume");

/** Reads the volumes of a container. */
export const volumeMountsSchema = z.record(
  absolutePathSchema,
  z.union([volumePart, optionsObject({ volume: volumePart, readonly: z.boolean().optional() })]),
) satisfies z.ZodType<VolumeMounts>;

/** The volumes of a container, sorted by their folders. */
export const resolveVolumeMounts = (mounts: VolumeMounts): ResolvedVolumeMount[] =>
  Object.entries(mounts)
    .map(([path, mount]): ResolvedVolumeMount => {
      if (isPart(mount)) return { path, volume: mount.name, access: "write" };
      return { path, volume: mount.volume.name, access: mount.readonly === true ? "read" : "write" };
    })
    .toSorted((left, right) => (left.path < right.path ? -1 : 1));

/** Whether a container of a task writes to a volume that takes one writer at a time. */
export const writesAlone = ({ volumes, sidecars }: Pick<ContainerOptions, "volumes" | "sidecars">): boolean =>
  [volumes, ...Object.values(sidecars ?? {}).map((sidecar) => sidecar.volumes)].some(mountsForOne);

const mountsForOne = (mounts: VolumeMounts = {}): boolean =>
  Object.values(mounts).some((mount) => {
    const { volume, readonly } = isPart(mount) ? { volume: mount, readonly: false } : mount;
    return readonly !== true && volume.options.writers === "one";
  });
