import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { listOf, numberOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

interface MemoryRange {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

const GIB = 1024;

/** MiB of memory by CPU units. AWS, "Amazon ECS task definition differences for Fargate", read 2026-11. */
const SIZES: ReadonlyMap<number, MemoryRange> = new Map([
  [512, { from: GIB, to: 4 * GIB, step: GIB }],
  [1024, { from: 2 * GIB, to: 8 * GIB, step: GIB }],
  [2048, { from: 4 * GIB, to: 16 * GIB, step: GIB }],
  [4096, { from: 8 * GIB, to: 30 * GIB, step: GIB }],
  [8192, { from: 16 * GIB, to: 60 * GIB, step: 4 * GIB }],
  [16_384, { from: 32 * GIB, to: 120 * GIB, step: 8 * GIB }],
]);
const QUARTER_MEMORY: readonly number[] = [512, GIB, 2 * GIB];

function isOffered(cpuUnits: number, memoryMib: number): boolean {
  if (cpuUnits === 256) return QUARTER_MEMORY.includes(memoryMib);
  const range = SIZES.get(cpuUnits);
  return (
    range !== undefined &&
    memoryMib >= range.from &&
    memoryMib <= range.to &&
    (memoryMib - range.from) % range.step === 0
  );
}

function sizeOf({ properties }: GraphResource): { readonly cpuUnits: number; readonly memoryMib: number } | null {
  const cpuUnits = numberOf(properties["Cpu"]);
  const memoryMib = numberOf(properties["Memory"]);
  return cpuUnits === undefined || memoryMib === undefined ? null : { cpuUnits, memoryMib };
}

export const fargateSizeInvalid: TemplateRule = {
  code: "FargateSizeInvalid",
  severity: "error",
  title: "Fargate offers no such size",
  why: "AWS refuses the task definition.",
  fix: "Take one of the pairs of CPU and memory that Fargate offers, e.g. 512 units with 1024 MiB.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size",
  check: (graph) =>
    graph
      .ofType("AWS::ECS::TaskDefinition")
      .filter(({ properties }) => listOf(properties["RequiresCompatibilities"]).includes("FARGATE"))
      .flatMap((resource) => {
        const size = sizeOf(resource);
        return size === null || isOffered(size.cpuUnits, size.memoryMib)
          ? []
          : [
              {
                resource,
                message: `${describeResource(resource)} asks for ${size.cpuUnits} CPU units with ${size.memoryMib} MiB.`,
              },
            ];
      }),
};
