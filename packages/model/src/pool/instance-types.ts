import type { ResolvedContainer } from "../service/resolved-container.js";

/** What an EC2 instance gives to tasks. */
export interface InstanceType {
  readonly name: string;
  readonly architecture: ResolvedContainer["architecture"];
  readonly vcpus: number;
  readonly memoryMib: number;
  readonly gpus: number;
  /** Network interfaces; the first is the instance's own, and each task takes one. */
  readonly interfaces: number;
  /** Tasks with trunked interfaces; `null`: the type has none. */
  readonly trunkedTasks: number | null;
}

/** One size of a family: GiB of memory and interfaces with the number of vCPUs. */
type Size = readonly [vcpus: number, memoryGib: number, interfaces: number, gpus?: number];

/**
 * Interfaces: EC2 guide, "Maximum IP addresses per network interface" (assumed as of 2025; where in doubt, the smaller number). Trunked
 * tasks: ECS guide, "Supported instances for increased Amazon ECS container network interfaces" (assumed as of 2025).
 */
const COMMON_SIZES = {
  medium: { vcpus: 1, interfaces: 2, trunkedTasks: 4 },
  large: { vcpus: 2, interfaces: 3, trunkedTasks: 10 },
  xlarge: { vcpus: 4, interfaces: 4, trunkedTasks: 20 },
  "2xlarge": { vcpus: 8, interfaces: 4, trunkedTasks: 40 },
  "4xlarge": { vcpus: 16, interfaces: 8, trunkedTasks: 60 },
  "8xlarge": { vcpus: 32, interfaces: 8, trunkedTasks: 60 },
  "12xlarge": { vcpus: 48, interfaces: 8, trunkedTasks: 60 },
  "16xlarge": { vcpus: 64, interfaces: 15, trunkedTasks: 120 },
} as const;

/** GiB of memory for each vCPU. */
const COMMON_FAMILIES = [
  { memoryPerVcpuGib: 2, arm64: ["c6g", "c7g", "c8g"], x86_64: ["c6a", "c6i", "c7a", "c7i"] },
  { memoryPerVcpuGib: 4, arm64: ["m6g", "m7g", "m8g"], x86_64: ["m5", "m6a", "m6i", "m7a", "m7i"] },
  { memoryPerVcpuGib: 8, arm64: ["r6g", "r7g", "r8g"], x86_64: ["r5", "r6a", "r6i", "r7a", "r7i"] },
] as const;

/** Families of x86_64 that begin with a medium, as all of arm64 do. */
const X86_WITH_MEDIUM: readonly string[] = ["c7a", "m7a", "r7a"];

/**
 * Burstable; none of them takes trunked interfaces. Interfaces as EKS's table of pods has it, which is counted from EC2's own
 * (https://github.com/awslabs/amazon-eks-ami, eni-max-pods.txt, 2026-11): 11 pods are three interfaces of four addresses.
 */
const BURSTABLE: Readonly<Record<string, Size>> = {
  micro: [2, 1, 2],
  small: [2, 2, 3],
  medium: [2, 4, 3],
  large: [2, 8, 3],
  xlarge: [4, 16, 4],
  "2xlarge": [8, 32, 4],
};

/** The one size of t3a that has fewer interfaces than its siblings (8 pods in the same table). */
const BURSTABLE_T3A: Readonly<Record<string, Size>> = { ...BURSTABLE, small: [2, 2, 2] };

/** One GPU up to 8xlarge, four in 12xlarge and 24xlarge, eight in 48xlarge. */
const GPU_SIZES: Readonly<Record<string, Size>> = {
  xlarge: [4, 16, 3, 1],
  "2xlarge": [8, 32, 3, 1],
  "4xlarge": [16, 64, 3, 1],
  "8xlarge": [32, 128, 4, 1],
  "12xlarge": [48, 192, 8, 4],
  "16xlarge": [64, 256, 4, 1],
};
const LARGE_GPU_SIZES: Readonly<Record<string, Size>> = { "24xlarge": [96, 384, 15, 4], "48xlarge": [192, 768, 7, 8] };

/** NVIDIA T4, A10G, L4 and L40S, A100 and H100 (EC2 guide, "Accelerated computing", assumed as of 2025). All x86_64. */
const GPU_FAMILIES: Readonly<Record<string, Readonly<Record<string, Size>>>> = {
  g4dn: GPU_SIZES,
  g5: { ...GPU_SIZES, ...LARGE_GPU_SIZES },
  g6: { ...GPU_SIZES, ...LARGE_GPU_SIZES },
  g6e: Object.fromEntries(
    Object.entries({ ...GPU_SIZES, ...LARGE_GPU_SIZES }).map(([size, [vcpus, memoryGib, ...rest]]) => [
      size,
      [vcpus, memoryGib * 2, ...rest] satisfies Size,
    ]),
  ),
  p4d: { "24xlarge": [96, 1152, 15, 8] },
  p5: { "48xlarge": [192, 2048, 15, 8] },
};

const MIB_PER_GIB = 1024;

const commonTypes = (): InstanceType[] =>
  COMMON_FAMILIES.flatMap(({ memoryPerVcpuGib, arm64, x86_64 }) =>
    [
      ...arm64.map((family) => ({ family, architecture: "arm64" as const })),
      ...x86_64.map((family) => ({ family, architecture: "x86_64" as const })),
    ].flatMap(({ family, architecture }) =>
      Object.entries(COMMON_SIZES)
        .filter(([size]) => size !== "medium" || architecture === "arm64" || X86_WITH_MEDIUM.includes(family))
        .map(([size, facts]) => ({
          name: `${family}.${size}`,
          architecture,
          ...facts,
          memoryMib: facts.vcpus * memoryPerVcpuGib * MIB_PER_GIB,
          gpus: 0,
        })),
    ),
  );

const sizedTypes = (
  family: string,
  architecture: InstanceType["architecture"],
  sizes: Readonly<Record<string, Size>>,
): InstanceType[] =>
  Object.entries(sizes).map(([size, [vcpus, memoryGib, interfaces, gpus]]) => ({
    name: `${family}.${size}`,
    architecture,
    vcpus,
    memoryMib: memoryGib * MIB_PER_GIB,
    gpus: gpus ?? 0,
    interfaces,
    trunkedTasks: null,
  }));

const ALL: ReadonlyMap<string, InstanceType> = new Map(
  [
    ...commonTypes(),
    ...sizedTypes("t4g", "arm64", BURSTABLE),
    ...sizedTypes("t3", "x86_64", BURSTABLE),
    ...sizedTypes("t3a", "x86_64", BURSTABLE_T3A),
    ...Object.entries(GPU_FAMILIES).flatMap(([family, sizes]) => sizedTypes(family, "x86_64", sizes)),
  ].map((type) => [type.name, type]),
);

/** The facts of an instance type; `null`: none that are known here. */
export const instanceType = (name: string): InstanceType | null => ALL.get(name) ?? null;

/** The names of all that are known, for suggestions. */
export const INSTANCE_TYPE_NAMES: readonly string[] = [...ALL.keys()];
