import type { Problem } from "@fairlead/errors";
import type { Check } from "../app/check.js";
import type { Described } from "../app/described-app.js";
import type { ResolvedApp } from "../app/resolved-app.js";
import { minAboveMax } from "../problem/min-above-max.js";
import type { ResolvedService } from "../service/resolved-service.js";
import { instanceType } from "./instance-types.js";
import { instancesNeeded, servicesOn } from "./instances-needed.js";
import type { ResolvedPool } from "./resolved-pool.js";
import { statedPool } from "./resolve-pools.js";

/** What runs on instances must fit on them, and have a way out from them. */
export const checkPools: Check = (app, { services }) =>
  services.flatMap((described) => {
    const service = app.services.find(({ name }) => name === described.name);
    return service === undefined ? [] : checkService(app, described, service);
  });

function checkService(app: ResolvedApp, described: Described<"service">, service: ResolvedService): Problem[] {
  const { capacity } = service;
  if (capacity.kind !== "ec2") return checkFargate(described, service);
  const pool = app.pools.find(({ name }) => name === capacity.pool);
  if (pool === undefined) return [];
  return [
    ...checkArchitecture(described, service, pool),
    ...checkNetwork(app, described),
    ...checkTask(described, service, pool),
    ...checkSize(app, described, pool),
    ...checkDisk(described),
  ];
}

/** Of a capacity that can't be read nobody knows whether it is Fargate. */
const checkFargate = ({ address, broken }: Described<"service">, { gpus }: ResolvedService): Problem[] =>
  gpus === 0 || broken.has("capacity")
    ? []
    : [
        {
          path: `${address}.gpus`,
          code: "GpusOnFargate",
          message: "Fargate has no GPUs.",
          fix: 'Run the service on instances that have some: capacity: { ec2: { instanceType: "g6.xlarge" } }.',
        },
      ];

function checkArchitecture({ address }: Described<"service">, service: ResolvedService, pool: ResolvedPool): Problem[] {
  const architectures = new Set(pool.instanceTypes.flatMap((name) => instanceType(name)?.architecture ?? []));
  if (architectures.size > 1) {
    return [
      {
        path: `${address}.capacity.ec2.instanceType`,
        code: "MixedArchitectures",
        message: `${pool.instanceTypes.join(", ")} are of two architectures, but an image runs on one.`,
        fix: "Name types of one architecture only.",
      },
    ];
  }
  if (service.architecture === pool.architecture) return [];
  return [
    {
      path: `${address}.architecture`,
      code: "ArchitectureMismatch",
      message: `${pool.instanceTypes.join(", ")} is ${pool.architecture}; tasks for ${service.architecture} find no place there.`,
      fix: "Leave architecture out, so that it follows the instances, or name other instances.",
    },
  ];
}

/**
 * A task on EC2 has a private address only (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html): a public one
 * may be asked for on Fargate alone (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_AwsVpcConfiguration.html; both
 * read 2026-11). So it reaches the internet by NAT.
 */
const checkNetwork = ({ network }: ResolvedApp, { address }: Described<"service">): Problem[] =>
  network.taskSubnets === "private"
    ? []
    : [
        {
          path: `${address}.capacity.ec2`,
          code: "Ec2WithoutNat",
          message:
            "A task on EC2 gets no public address, and without NAT it has no other way out: it could not even fetch its secrets.",
          fix: 'Give the environment one, e.g. network: { nat: "instance" }, or run the service on Fargate there.',
        },
      ];

function checkTask(
  { address }: Described<"service">,
  service: ResolvedService,
  { room, ...pool }: ResolvedPool,
): Problem[] {
  const smallest =
    pool.instanceTypes.length > 1 ? "the smallest of its instances" : (pool.instanceTypes[0] ?? pool.name);
  const tooLarge = (option: string, [wanted, there, unit]: readonly [number, number, string]): Problem[] =>
    wanted <= there
      ? []
      : [
          {
            path: `${address}.${option}`,
            code: "TaskLargerThanInstance",
            message: `A task wants ${wanted} ${unit}, but ${smallest} has ${there} for tasks: it would never be placed.`,
            fix: `Lower ${option}, or name larger instances.`,
          },
        ];
  return [
    ...tooLarge("cpu", [service.cpuUnits, room.cpuUnits, "CPU units"]),
    ...tooLarge("memory", [service.memoryMib, room.memoryMib, "MiB of memory"]),
    ...tooLarge("gpus", [service.gpus, room.gpus, "GPUs"]),
  ];
}

/** Said once for a pool, at the first service that is on it. */
function checkSize(app: ResolvedApp, described: Described<"service">, pool: ResolvedPool): Problem[] {
  const path = `${described.address}.capacity.ec2`;
  const { minInstances: min, maxInstances: max } = pool;
  const sharing = servicesOn(pool, app.services);
  if (sharing[0]?.name !== described.name) return [];
  const ends = minAboveMax({ path, minKey: "minInstances", maxKey: "maxInstances", min, max });
  const needed = instancesNeeded(pool, app.services);
  if (ends.length > 0 || needed <= max || statedPool(described) === null) return ends;
  return [
    {
      path: `${path}.maxInstances`,
      code: "PoolTooSmall",
      message: `The tasks of ${sharing.map(({ name }) => name).join(", ")} with a release beside them need ${needed} instances, but there are ${max} at most. An instance takes ${pool.room.tasks} tasks, since each has a network interface of its own, ${pool.room.cpuUnits} CPU units and ${pool.room.memoryMib} MiB.`,
      fix: `Set maxInstances to ${needed}, name larger instances, or lower the most tasks. Where interfaces are what lacks, turn on awsvpcTrunking in the account and state trunking: true.`,
    },
  ];
}

const checkDisk = ({ address, options }: Described<"service">): Problem[] =>
  options.ephemeralStorage === undefined
    ? []
    : [
        {
          path: `${address}.ephemeralStorage`,
          code: "EphemeralStorageOnEc2",
          message: "ephemeralStorage is Fargate's; on EC2 a task writes to the disk of its instance.",
          fix: "Remove it, and state the size at capacity.ec2.disk.",
        },
      ];
