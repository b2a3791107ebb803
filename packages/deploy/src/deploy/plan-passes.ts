import { isDeepStrictEqual } from "node:util";
import type { Template } from "@fairlead/constructs";
import type { Problem } from "@fairlead/errors";
import { isSettled } from "../stacks/stack-status.js";
import { exportsOf, importsOf } from "../stacks/template-exports.js";
import type { PassedStack, PlannedPass } from "./deploy-plan.js";
import { goingExports, goingIds, keptTemplate } from "./kept-template.js";
import type { StackAsDeployed, StackEnvironment } from "./stack-environment.js";

/** How the stacks get from what they are to what they shall be. */
export interface PassPlan {
  readonly passes: readonly PlannedPass[];
  /** What the pass forward deploys instead of the assembly's template, by stack. */
  readonly kept: ReadonlyMap<string, Template>;
  readonly problems: readonly Problem[];
}

type Edges = ReadonlyMap<string, ReadonlySet<string>>;

/** CloudFormation's limit (CloudFormation quotas, "Resources", read 2026-11). */
const MOST_RESOURCES = 500;

/**
 * The order of a deployment: what comes, from the first stack to the last; what goes, from the last to the first.
 *
 * CloudFormation refuses to take away an export that another stack imports, and says nothing when a security group's rule goes that old
 * tasks still need. So the pass forward deploys new templates in which everything is still there that a later stack may use: old tasks
 * lose nothing until the new ones serve, and a release that fails has taken nothing away from the version that goes on serving. The
 * pass backward takes away what nobody reads any more. A deployment that was interrupted is planned anew from what is there.
 */
export function planPasses(environment: StackEnvironment): PassPlan {
  const changed = changedStacks(environment);
  const readers = readersOf(environment);
  const kept = new Map(
    environment.wanted.flatMap(({ place, template }) => {
      const old = environment.deployed.get(place.name);
      if (old === undefined || !mustKeep(place.name, { environment, changed, readers })) return [];
      return [[place.name, keptTemplate(old.template, template)] as const];
    }),
  );
  const forward = forwardPass(environment, changed, kept);
  const backward = backwardPass(environment, kept);
  return {
    passes: [
      ...(forward.length === 0 ? [] : [{ direction: "forward" as const, stacks: forward }]),
      ...(backward.stacks.length === 0 ? [] : [{ direction: "backward" as const, stacks: backward.stacks }]),
    ],
    kept,
    problems: [...tooLarge(kept), ...backward.problems],
  };
}

/** Names of stacks whose template or parameters differ, and of those that go. */
function changedStacks({ deployed, wanted }: StackEnvironment): ReadonlySet<string> {
  const names = new Set(wanted.map(({ place }) => place.name));
  const differing = wanted.filter(
    ({ place, template, changedParameters }) =>
      changedParameters.length > 0 || !isAsItSays(deployed.get(place.name), template),
  );
  return new Set([
    ...differing.map(({ place }) => place.name),
    ...[...deployed.keys()].filter((name) => !names.has(name)),
  ]);
}

const isAsItSays = (deployed: StackAsDeployed | undefined, template: Template): boolean =>
  deployed !== undefined && isSettled(deployed.stack.status) && isDeepStrictEqual(deployed.template, template);

/** Who imports from whom, as deployed. */
function deployedReaders({ deployed }: StackEnvironment): Edges {
  const owners = new Map(
    [...deployed].flatMap(([name, { template }]) => [...exportsOf(template).keys()].map((key) => [key, name] as const)),
  );
  const edges = new Map<string, Set<string>>();
  for (const [reader, { template }] of deployed)
    for (const imported of importsOf(template)) {
      const owner = owners.get(imported);
      if (owner !== undefined) edges.set(owner, (edges.get(owner) ?? new Set()).add(reader));
    }
  return edges;
}

/** By stack, all that stand upon it, directly or not: as deployed, or as wanted. */
function readersOf(environment: StackEnvironment): Edges {
  const direct = new Map([...deployedReaders(environment)].map(([owner, readers]) => [owner, new Set(readers)]));
  for (const { place, dependsOn } of environment.wanted)
    for (const owner of dependsOn) direct.set(owner, (direct.get(owner) ?? new Set()).add(place.name));
  return new Map([...direct.keys()].map((owner) => [owner, reachable(owner, direct)]));
}

function reachable(start: string, edges: Edges): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [start];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const name of edges.get(next) ?? [])
      if (!found.has(name)) {
        found.add(name);
        waiting.push(name);
      }
  return found;
}

interface Situation {
  readonly environment: StackEnvironment;
  readonly changed: ReadonlySet<string>;
  readonly readers: Edges;
}

const holdsServices = (template: Template | undefined): boolean =>
  Object.values(template?.Resources ?? {}).some(({ Type }) => Type === "AWS::ECS::Service");

/** Whether a stack may take nothing away yet: somebody imports it, or tasks of a release that is not out yet may need it. */
function mustKeep(name: string, { environment, changed, readers }: Situation): boolean {
  const old = environment.deployed.get(name);
  const next = environment.wanted.find(({ place }) => place.name === name);
  if (old === undefined || next === undefined) return false;
  const gone = new Set(goingExports(old.template, next.template));
  const others = [...environment.deployed].filter(([other]) => other !== name);
  if (others.some(([, { template }]) => [...importsOf(template)].some((imported) => gone.has(imported)))) return true;
  if (goingIds(old.template, next.template).length === 0) return false;
  return [...(readers.get(name) ?? [])].some(
    (reader) => reader !== name && changed.has(reader) && holdsServices(environment.deployed.get(reader)?.template),
  );
}

function forwardPass(
  { deployed, wanted }: StackEnvironment,
  changed: ReadonlySet<string>,
  kept: ReadonlyMap<string, Template>,
): readonly PassedStack[] {
  const dependsOn = new Map(wanted.map(({ place, dependsOn: before }) => [place.name, new Set(before)]));
  // What keeps all that it has, and gets nothing new, needs no deployment yet.
  const takesPart = ({ place, template, changedParameters }: StackEnvironment["wanted"][number]): boolean =>
    changed.has(place.name) &&
    (changedParameters.length > 0 || !isAsItSays(deployed.get(place.name), kept.get(place.name) ?? template));
  const names = new Set(wanted.filter(takesPart).map(({ place }) => place.name));
  return wanted
    .filter(({ place }) => names.has(place.name))
    .map(({ place, template }) => ({
      name: place.name,
      action: "deploy",
      after: [...reachable(place.name, dependsOn)].filter((name) => names.has(name)),
      keeps: kept.has(place.name) ? goingIds(deployed.get(place.name)?.template ?? { Resources: {} }, template) : [],
    }));
}

interface BackwardPass {
  readonly stacks: readonly PassedStack[];
  readonly problems: readonly Problem[];
}

/** What each stack is after the pass forward. */
function afterForward({ deployed, wanted }: StackEnvironment, kept: PassPlan["kept"]): ReadonlyMap<string, Template> {
  return new Map([
    ...[...deployed].map(([name, { template }]) => [name, template] as const),
    ...wanted.map(({ place, template }) => [place.name, kept.get(place.name) ?? template] as const),
  ]);
}

function backwardPass(environment: StackEnvironment, kept: PassPlan["kept"]): BackwardPass {
  const { deployed, wanted } = environment;
  const now = afterForward(environment, kept);
  const going = [...deployed.keys()].filter((name) => wanted.every(({ place }) => place.name !== name));
  const names = [...wanted.map(({ place }) => place.name).filter((name) => kept.has(name)), ...going].reverse();
  const drops = (name: string): ReadonlySet<string> => {
    const next = wanted.find(({ place }) => place.name === name)?.template ?? { Resources: {} };
    return new Set(goingExports(now.get(name) ?? { Resources: {} }, next));
  };
  const importsDropped = (reader: string, dropped: ReadonlySet<string>): boolean =>
    [...importsOf(now.get(reader) ?? { Resources: {} })].some((imported) => dropped.has(imported));
  const hard = new Map(
    names.map((name) => {
      const dropped = drops(name);
      return [name, new Set(names.filter((reader) => reader !== name && importsDropped(reader, dropped)))] as const;
    }),
  );
  const readers = readersOf(environment);
  const all = new Map(
    names.map((name) => [
      name,
      new Set([...(hard.get(name) ?? []), ...names.filter((reader) => readers.get(name)?.has(reader) === true)]),
    ]),
  );
  const edges = hasCycle(all) ? hard : all;
  const stacks = names.map((name): PassedStack => ({
    name,
    action: going.includes(name) ? "destroy" : "deploy",
    after: [...(edges.get(name) ?? [])].filter((other) => other !== name),
    keeps: [],
  }));
  return { stacks, problems: hasCycle(hard) ? [noOrder(names)] : [] };
}

const hasCycle = (edges: Edges): boolean => [...edges.keys()].some((name) => reachable(name, edges).has(name));

const noOrder = (names: readonly string[]): Problem => ({
  path: "",
  code: "NoRemovalOrder",
  message: `Of the stacks ${names.join(", ")} each imports what another one is to lose: CloudFormation lets none of them be the first.`,
  fix: "Take the parts out of the description one after the other, and deploy after each.",
});

const tooLarge = (kept: PassPlan["kept"]): readonly Problem[] =>
  [...kept].flatMap(([name, { Resources }]) => {
    const count = Object.keys(Resources).length;
    if (count <= MOST_RESOURCES) return [];
    return [
      {
        path: name,
        code: "StackTooLarge",
        message: `While old and new are both there, the stack ${name} would hold ${count} resources, and CloudFormation takes ${MOST_RESOURCES}.`,
        fix: "Deploy what is new first, with what is to go still in the description; then take that out and deploy again.",
      },
    ];
  });
