import { type Address, addressOf, type ResolvedApp, type ResolvedVariable, TRACE_COLLECTOR } from "@fairlead/model";

/** One container of a task, with what is next to it. */
export interface TaskContainer {
  /** Of the service or job. */
  readonly address: Address;
  /** As a message speaks of it, e.g. `Service "api"` or `Sidecar "proxy" of service "api"`. */
  readonly title: string;
  /** Name of its image. */
  readonly image: string;
  readonly variables: readonly ResolvedVariable[];
  /** Whether it writes to a volume. */
  readonly writesToVolume: boolean;
  /** Ports at `localhost` that a container of the task listens on, its own among them. */
  readonly portsInTask: readonly number[];
  /** Whether a container beside it listens at all. */
  readonly hasListeningNeighbour: boolean;
}

/** Every container of every task, those of jobs after those of services. */
export const taskContainers = ({ services, jobs }: Pick<ResolvedApp, "services" | "jobs">): TaskContainer[] => [
  ...services.flatMap((service) =>
    containersOf(service, {
      address: addressOf("service", service.name),
      kind: "service",
      port: service.port,
      more: service.tracing ? TRACE_COLLECTOR.ports : [],
    }),
  ),
  ...jobs.flatMap((job) =>
    containersOf(job, { address: addressOf("job", job.name), kind: "job", port: null, more: [] }),
  ),
];

interface Task {
  readonly address: Address;
  readonly kind: "service" | "job";
  readonly port: number | null;
  /** Ports of Fairlead's own containers. */
  readonly more: readonly number[];
}

function containersOf(
  { name, sidecars, ...main }: ResolvedApp["services" | "jobs"][number],
  { address, kind, port, more }: Task,
): TaskContainer[] {
  const title = `${kind} "${name}"`;
  const all = [
    { title: capitalized(title), port, ...main },
    ...sidecars.map((sidecar) => ({ ...sidecar, title: `Sidecar "${sidecar.name}" of ${title}` })),
  ];
  return all.map((container) => ({
    address,
    title: container.title,
    image: container.image,
    variables: container.environment,
    writesToVolume: container.volumeMounts.some(({ access }) => access === "write"),
    portsInTask: [...more, ...all.flatMap((each) => each.port ?? [])],
    hasListeningNeighbour: more.length > 0 || all.some((each) => each !== container && each.port !== null),
  }));
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
