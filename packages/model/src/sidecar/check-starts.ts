import type { Problem } from "@fairlead/errors";
import { suggestName } from "../problem/nearest-name.js";
import type { ResolvedStart } from "./resolved-sidecar.js";
import type { TaskContainer } from "./task-containers.js";

/** What a container waits for must come. */
export const checkStarts = (containers: readonly TaskContainer[]): Problem[] => [
  ...containers.flatMap((container) =>
    container.startAfter.flatMap((start) => checkStart(container, start, containers)),
  ),
  ...checkCircles(containers),
];

function checkStart(
  { path, name }: TaskContainer,
  { container: awaitedName, condition }: ResolvedStart,
  containers: readonly TaskContainer[],
): Problem[] {
  const at = `${path}.startAfter`;
  const awaited = containers.find((container) => container.name === awaitedName);
  if (awaited === undefined) {
    const others = containers.map((container) => container.name).filter((other) => other !== name);
    return [
      {
        path: at,
        code: "UnknownContainer",
        message: `The task has no container "${awaitedName}".`,
        fix: others.length === 0 ? "Declare it under sidecars." : suggestName(awaitedName, others),
      },
    ];
  }
  switch (condition) {
    case "started":
      return [];
    case "healthy":
      return awaited.hasHealth ? [] : [withoutHealth(at, awaited)];
    case "complete":
    case "successful":
      return awaited.essential ? [endsTheTask(at, awaited)] : [];
  }
}

const withoutHealth = (path: string, { name, path: awaited }: TaskContainer): Problem => ({
  path,
  code: "HealthyWithoutHealth",
  message: `"${name}" has no health check, so it never gets healthy, and what waits for that never starts.`,
  fix: `Give ${awaited} one, e.g. health: ["CMD-SHELL", "…"] (containerHealth of a service itself), or wait for { container: "${name}", is: "started" }.`,
});

const endsTheTask = (path: string, { name, path: awaited }: TaskContainer): Problem => ({
  path,
  code: "EssentialMustNotEnd",
  message: `"${name}" is essential: its end, which is waited for here, would end the whole task.`,
  fix: `Set essential: false at ${awaited}.`,
});

/** Each circle once, from where it is met first. */
function checkCircles(containers: readonly TaskContainer[]): Problem[] {
  const done = new Set<string>();
  return containers.flatMap((container) => {
    const circle = circleFrom(container.name, [], { containers, done });
    if (circle === null) return [];
    return [
      {
        path: `${container.path}.startAfter`,
        code: "ContainerCircle",
        message: `The containers wait for each other: ${circle.join(" → ")}.`,
        fix: "Let one of them start without waiting.",
      },
    ];
  });
}

interface Walk {
  readonly containers: readonly TaskContainer[];
  /** What has been looked at in full. */
  readonly done: Set<string>;
}

function circleFrom(name: string, trail: readonly string[], walk: Walk): readonly string[] | null {
  if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name];
  if (walk.done.has(name)) return null;
  const awaited = walk.containers.find((container) => container.name === name)?.startAfter ?? [];
  for (const start of awaited) {
    const circle = circleFrom(start.container, [...trail, name], walk);
    if (circle !== null) {
      for (const member of [...trail, name]) walk.done.add(member);
      return circle;
    }
  }
  walk.done.add(name);
  return null;
}
