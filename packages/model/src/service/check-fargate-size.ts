import type { Check } from "../app/check.js";
import { isFargateSize, nearestFargateSize } from "./fargate-sizes.js";
import { containersOf } from "./containers-of.js";

/** Fargate takes CPU and memory in pairs only; on EC2 a task takes what it likes. */
export const checkFargateSize: Check = ({ services, jobs }) =>
  containersOf({ jobs, services: services.filter(({ capacity }) => capacity.kind !== "ec2") }).flatMap((container) => {
    const { address, cpuUnits, memoryMib } = container;
    if (isFargateSize({ cpuUnits, memoryMib })) return [];
    const nearest = nearestFargateSize({ cpuUnits, memoryMib });
    return [
      {
        path: `${address}.cpu`,
        code: "InvalidFargateSize",
        message: `Fargate has no task of ${cpuUnits} CPU units with ${memoryMib} MiB of memory.`,
        fix: `The nearest size with as much of both is cpu: ${nearest.cpuUnits}, memory: ${nearest.memoryMib}.`,
      },
    ];
  });
