import { secondsOf } from "../duration/seconds-of.js";
import type { ContainerOptions } from "../service/container-options.js";
import { resolveContainerHealth } from "../service/resolve-container-health.js";
import { resolveFolders } from "../service/resolve-folders.js";
import { resolveVariables } from "../service/resolve-variables.js";
import type { ResolvedSidecar, ResolvedStart } from "./resolved-sidecar.js";
import type { ContainerCondition, SidecarOptions, StartAfter } from "./sidecar.js";

type Sidecars = Readonly<Record<string, SidecarOptions>>;

/** The containers of a task, as far as others wait for them. */
interface Awaited {
  readonly sidecars: Sidecars;
  /** Whether the service's own container has a health check; a job's has none. */
  readonly mainHasHealth: boolean;
}

/** Fills the gaps of a task's sidecars, sorted by name. */
export const resolveSidecars = (options: ContainerOptions, mainHasHealth: boolean): ResolvedSidecar[] =>
  Object.entries(options.sidecars ?? {})
    .map(([name, sidecar]) => resolveSidecar(name, sidecar, { sidecars: options.sidecars ?? {}, mainHasHealth }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));

const resolveSidecar = (name: string, options: SidecarOptions, awaited: Awaited): ResolvedSidecar => ({
  name,
  image: options.image.name,
  command: options.command === undefined ? null : [...options.command],
  environment: resolveVariables(options.env ?? {}),
  port: options.port ?? null,
  essential: options.essential ?? true,
  startAfter: resolveStarts(options.startAfter ?? [], awaited),
  cpuUnits: options.cpu ?? null,
  memoryMib: options.memory ?? null,
  health: resolveContainerHealth(options.health),
  ...resolveFolders(options),
  stopTimeoutSeconds: options.stopTimeout === undefined ? null : secondsOf(options.stopTimeout, 0),
});

/** What a container waits for, in the order that it was written in. */
export const resolveStarts = (starts: readonly StartAfter[], awaited: Awaited): ResolvedStart[] =>
  starts.map((start) =>
    typeof start === "string"
      ? { container: start, condition: conditionOf(start, awaited) }
      : { container: start.container, condition: start.is },
  );

/** See {@link StartAfter}. */
function conditionOf(container: string, { sidecars, mainHasHealth }: Awaited): ContainerCondition {
  const sidecar = sidecars[container];
  const hasHealth = sidecar === undefined ? mainHasHealth : sidecar.health !== undefined;
  if (hasHealth) return "healthy";
  return sidecar?.essential === false ? "successful" : "started";
}
