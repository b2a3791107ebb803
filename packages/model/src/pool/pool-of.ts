import type { ResolvedContainer } from "../service/resolved-container.js";
import { type InstanceType, instanceType } from "./instance-types.js";
import type { PoolOptions } from "./pool.js";
import type { ResolvedPool, ResolvedRoom } from "./resolved-pool.js";

/** What a pool is made of, without how large it is. */
export type PoolKind = Omit<ResolvedPool, "maxInstances" | "minInstances">;

const DISK_GIB = { plain: 50, gpu: 100 } as const;

/**
 * What the agent, Docker and the kernel leave of an instance's memory: ECS registers 7,760 of an m5.large's 8,192 MiB and 3,835 of a
 * t3.medium's 4,096 (assumed from the field, 2025; `RegisteredResources` of a container instance has the truth).
 */
const MEMORY_PART = 0.93;
const CPU_UNITS_PER_VCPU = 1024;

const typesOf = ({ instanceType: types }: PoolOptions): readonly string[] =>
  typeof types === "string" ? [types] : types;

/** Reads off a service's capacity which pool it is. */
export function poolOf(options: PoolOptions): PoolKind {
  const instanceTypes = [...new Set(typesOf(options))];
  const known = instanceTypes.flatMap((name) => instanceType(name) ?? []);
  const spot = options.spot ?? false;
  const trunking = options.trunking ?? false;
  const hasGpus = known.some(({ gpus }) => gpus > 0);
  const usualDisk = hasGpus ? DISK_GIB.gpu : DISK_GIB.plain;
  const diskGib = options.disk ?? usualDisk;
  const suffixes = [
    ...(spot ? ["spot"] : []),
    ...(trunking ? ["trunked"] : []),
    ...(diskGib === usualDisk ? [] : [`${diskGib}gib`]),
  ];
  return {
    name: [...instanceTypes.map((type) => type.replaceAll(".", "-")), ...suffixes].join("-"),
    instanceTypes,
    spot,
    diskGib,
    architecture: architectureOf(known),
    room: roomOf(known, trunking),
  };
}

/** That of the first; where they differ there is a problem (`MixedArchitectures`). */
const architectureOf = (known: readonly InstanceType[]): ResolvedContainer["architecture"] =>
  known[0]?.architecture ?? "x86_64";

const roomOf = (known: readonly InstanceType[], trunking: boolean): ResolvedRoom => ({
  cpuUnits: least(known, ({ vcpus }) => vcpus * CPU_UNITS_PER_VCPU),
  memoryMib: least(known, ({ memoryMib }) => Math.floor(memoryMib * MEMORY_PART)),
  gpus: least(known, ({ gpus }) => gpus),
  tasks: least(known, ({ interfaces, trunkedTasks }) => (trunking ? trunkedTasks : null) ?? interfaces - 1),
});

const least = (known: readonly InstanceType[], read: (type: InstanceType) => number): number =>
  known.length === 0 ? 0 : Math.min(...known.map(read));
