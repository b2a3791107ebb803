import type { Problem } from "@fairlead/errors";
import { addressOf, type Address } from "../address.js";
import type { Check } from "../app/check.js";
import type { ResolvedJob } from "../job/resolved-job.js";
import type { ResolvedService } from "../service/resolved-service.js";
import { TRACE_COLLECTOR } from "../service/trace-collector.js";
import { checkStarts } from "./check-starts.js";
import { checkSharedFolders } from "./check-shared-folders.js";
import { ownPorts, taskContainers, type TaskContainer } from "./task-containers.js";

/** The containers of one task must get along: names, ports, order, folders, and room for all of them. */
export const checkSidecars: Check = (app) => [
  ...app.services.flatMap((service) => checkTask(service, addressOf("service", service.name))),
  ...app.jobs.flatMap((job) => checkTask(job, addressOf("job", job.name))),
];

function checkTask(task: ResolvedService | ResolvedJob, address: Address): Problem[] {
  const containers = taskContainers(task, address);
  return [
    ...checkNames(task, address),
    ...checkPorts(containers, ownPorts(task)),
    ...checkStarts(containers),
    ...checkSharedFolders(containers),
    ...checkRoom(task, address),
  ];
}

/** `service-connect` is the prefix of its proxy's log, beside those of the containers. */
const OWN_NAMES: readonly string[] = [TRACE_COLLECTOR.name, "service-connect"];

const checkNames = ({ name: main, sidecars }: ResolvedService | ResolvedJob, address: Address): Problem[] =>
  sidecars
    .filter(({ name }) => name === main || OWN_NAMES.includes(name))
    .map(({ name }) => ({
      path: `${address}.sidecars.${name}`,
      code: "ContainerNameTaken",
      message:
        name === main
          ? `The container of ${address} itself is called "${name}".`
          : `"${name}" is what Fairlead calls a container of its own.`,
      fix: "Give the sidecar another name.",
    }));

/** The containers of a task share one network, and so one list of ports. */
function checkPorts(containers: readonly TaskContainer[], taken: readonly number[]): Problem[] {
  const owners = new Map<number, string>(taken.map((port) => [port, "the trace collector"]));
  return containers.flatMap(({ path, ports }) =>
    ports.flatMap((port) => {
      const owner = owners.get(port);
      owners.set(port, owner ?? path);
      if (owner === undefined) return [];
      return [
        {
          path: `${path}.port`,
          code: "PortTakenInTask",
          message: `Port ${port} is taken by ${owner}: the containers of a task share one network.`,
          fix: "Let one of them listen on another port.",
        },
      ];
    }),
  );
}

/** What the sidecars are promised comes out of the task's; its own container needs some too. */
function checkRoom(task: ResolvedService | ResolvedJob, address: Address): Problem[] {
  const collector = "tracing" in task && task.tracing && task.sidecars.length > 0 ? TRACE_COLLECTOR.memoryMib : 0;
  const memoryMib = sum(task.sidecars.map((sidecar) => sidecar.memoryMib)) + collector;
  const cpuUnits = sum(task.sidecars.map((sidecar) => sidecar.cpuUnits));
  return [
    ...(memoryMib < task.memoryMib ? [] : [noRoom(address, "memory", [memoryMib, task.memoryMib, "MiB"])]),
    ...(cpuUnits < task.cpuUnits ? [] : [noRoom(address, "cpu", [cpuUnits, task.cpuUnits, "CPU units"])]),
  ];
}

const sum = (numbers: readonly (number | null)[]): number =>
  numbers.reduce<number>((total, number) => total + (number ?? 0), 0);

const noRoom = (
  address: Address,
  option: "cpu" | "memory",
  [taken, whole, unit]: readonly [number, number, string],
): Problem => ({
  path: `${address}.${option}`,
  code: "SidecarsTakeAll",
  message: `The sidecars take ${taken} ${unit} of the ${whole} that the task has; nothing is left for the container of ${address}.`,
  fix: `Raise ${option} of ${address}: it is that of the whole task. Or let the sidecars have less.`,
});
