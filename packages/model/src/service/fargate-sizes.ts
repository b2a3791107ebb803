import type { TierValues } from "../environment/tier-values.js";

/** Memory in MiB that goes with a number of CPU units: `least`, then steps up to `most`. */
interface MemoryRange {
  readonly cpuUnits: number;
  readonly leastMib: number;
  readonly mostMib: number;
  readonly stepMib: number;
}

/** CPU and memory that Fargate takes together (ECS, TaskDefinition; quoted by aws-cdk-lib 2.276, 2026-11). */
const FARGATE_SIZES = [
  { cpuUnits: 512, leastMib: 1024, mostMib: 4096, stepMib: 1024 },
  { cpuUnits: 1024, leastMib: 2048, mostMib: 8192, stepMib: 1024 },
  { cpuUnits: 2048, leastMib: 4096, mostMib: 16_384, stepMib: 1024 },
  { cpuUnits: 4096, leastMib: 8192, mostMib: 30_720, stepMib: 1024 },
  { cpuUnits: 8192, leastMib: 16_384, mostMib: 61_440, stepMib: 4096 },
  { cpuUnits: 16_384, leastMib: 32_768, mostMib: 122_880, stepMib: 8192 },
] as const satisfies readonly MemoryRange[];

/** The smallest CPU has three memories that are no steps. */
const SMALLEST = { cpuUnits: 256, memoriesMib: [512, 1024, 2048] } as const;

/** CPU and memory of a task. */
export interface TaskSize {
  readonly cpuUnits: number;
  readonly memoryMib: number;
}

const rangeSizes = ({ cpuUnits, leastMib, mostMib, stepMib }: MemoryRange): TaskSize[] =>
  Array.from({ length: (mostMib - leastMib) / stepMib + 1 }, (_, index) => ({
    cpuUnits,
    memoryMib: leastMib + index * stepMib,
  }));

const ALL_SIZES: readonly TaskSize[] = [
  ...SMALLEST.memoriesMib.map((memoryMib) => ({ cpuUnits: SMALLEST.cpuUnits, memoryMib })),
  ...FARGATE_SIZES.flatMap(rangeSizes),
];

/** Tells whether Fargate has a size. */
export const isFargateSize = (size: TaskSize): boolean =>
  ALL_SIZES.some((known) => known.cpuUnits === size.cpuUnits && known.memoryMib === size.memoryMib);

/** The smallest size that has at least as much of both; the largest there is when none has. */
export function nearestFargateSize(size: TaskSize): TaskSize {
  const enough = ALL_SIZES.find((known) => known.cpuUnits >= size.cpuUnits && known.memoryMib >= size.memoryMib);
  return enough ?? { cpuUnits: 16_384, memoryMib: 122_880 };
}

/** The size that was asked for. Where one of the two is not stated, the least that goes with the other. */
export function resolveSize(
  { cpu, memory }: { readonly cpu?: number | undefined; readonly memory?: number | undefined },
  tier: Pick<TierValues, "cpu" | "memory">,
): TaskSize {
  if (cpu !== undefined && memory !== undefined) return { cpuUnits: cpu, memoryMib: memory };
  if (cpu !== undefined) {
    const least = ALL_SIZES.find((size) => size.cpuUnits === cpu);
    return { cpuUnits: cpu, memoryMib: least?.memoryMib ?? tier.memory };
  }
  if (memory !== undefined) {
    const least = ALL_SIZES.find((size) => size.memoryMib === memory);
    return { cpuUnits: least?.cpuUnits ?? tier.cpu, memoryMib: memory };
  }
  return { cpuUnits: tier.cpu, memoryMib: tier.memory };
}
