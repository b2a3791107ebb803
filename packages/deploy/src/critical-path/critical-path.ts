import type { AssembledStack, Assembly, Template } from "@fairlead/constructs";
import { expectPresent } from "@fairlead/errors";
import { type CreationTime, creationTimeOf } from "./creation-times.js";
import { referencesOf } from "./references.js";

/** A span between the fastest and the slowest that was seen. */
export interface Duration {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** A resource that others wait for. */
export interface PathResource extends CreationTime {
  readonly logicalId: string;
  readonly type: string;
}

/** A stack of the longest chain, with the longest chain of its own resources. */
export interface PathStack extends Duration {
  /** CloudFormation's name. */
  readonly stack: string;
  readonly role: string;
  readonly resources: readonly PathResource[];
}

/** How long a first deployment takes at least, however much is done side by side. */
export interface CriticalPath extends Duration {
  readonly stacks: readonly PathStack[];
  /** All stacks one after another, each with what it does side by side inside: what a tool takes that deploys one at a time. */
  readonly oneStackAtATime: Duration;
  /** All resources one after another. */
  readonly sum: Duration;
  /** Share of the path that rests on times that are assumed; 0 to 1, by the middle of the spans. */
  readonly assumedShare: number;
}

/** What CloudFormation and the toolkit take for a stack beside its resources: the change set, its start, the last look. Assumed. */
const STACK_OVERHEAD: CreationTime = { fromSeconds: 10, toSeconds: 30, basis: "assumed" };

const NOTHING: Duration = { fromSeconds: 0, toSeconds: 0 };

const plus = (left: Duration, right: Duration): Duration => ({
  fromSeconds: left.fromSeconds + right.fromSeconds,
  toSeconds: left.toSeconds + right.toSeconds,
});

const total = (spans: readonly Duration[]): Duration => spans.reduce<Duration>(plus, NOTHING);

const middleOf = ({ fromSeconds, toSeconds }: Duration): number => (fromSeconds + toSeconds) / 2;

interface Chained<Item> {
  readonly items: readonly Item[];
  readonly span: Duration;
}

/** The chain that takes longest, by the middle of its spans; nodes come after what they wait for in no particular order. */
function longestChain<Item>(
  names: readonly string[],
  before: (name: string) => readonly string[],
  itemOf: (name: string) => { readonly item: Item; readonly span: Duration },
): Chained<Item> {
  const chains = new Map<string, Chained<Item>>();
  const under = new Set<string>();
  const longest = (candidates: readonly string[]): Chained<Item> =>
    candidates
      .map(chainOf)
      .reduce<Chained<Item>>((best, chain) => (middleOf(chain.span) > middleOf(best.span) ? chain : best), {
        items: [],
        span: NOTHING,
      });
  const chainOf = (name: string): Chained<Item> => {
    const known = chains.get(name);
    if (known !== undefined) return known;
    // CloudFormation refuses circles; whoever looks at a template that has one is not held up by it.
    if (under.has(name)) return { items: [], span: NOTHING };
    under.add(name);
    const rest = longest(before(name));
    const { item, span } = itemOf(name);
    const chain = { items: [...rest.items, item], span: plus(rest.span, span) };
    chains.set(name, chain);
    return chain;
  };
  return longest(names);
}

function chainIn({ Resources }: Template): Chained<PathResource> {
  return longestChain(
    Object.keys(Resources),
    (logicalId) => referencesOf(logicalId, Resources),
    (logicalId) => {
      const resource = expectPresent(Resources[logicalId], logicalId);
      const time = creationTimeOf(resource);
      return { item: { logicalId, type: resource.Type, ...time }, span: time };
    },
  );
}

function pathStack({ name, role, template }: AssembledStack): PathStack {
  const { items, span } = chainIn(template);
  return { stack: name, role, resources: items, ...plus(span, STACK_OVERHEAD) };
}

function assumedShareOf(stacks: readonly PathStack[]): number {
  const assumed = stacks.flatMap(({ resources }) => [
    STACK_OVERHEAD,
    ...resources.filter(({ basis }) => basis === "assumed"),
  ]);
  const whole = middleOf(total(stacks));
  return whole === 0 ? 0 : middleOf(total(assumed)) / whole;
}

/** The chain of stacks that a first deployment can't be faster than, and what it would be one after another. */
export function criticalPath({ stacks }: Pick<Assembly, "stacks">): CriticalPath {
  const paths = new Map(stacks.map((stack) => [stack.name, pathStack(stack)]));
  const dependsOn = new Map(stacks.map((stack) => [stack.name, stack.dependsOn]));
  const chain = longestChain(
    [...paths.keys()],
    (name) => (dependsOn.get(name) ?? []).filter((other) => paths.has(other)),
    (name) => {
      const path = expectPresent(paths.get(name), name);
      return { item: path, span: path };
    },
  );
  const resources = stacks.flatMap(({ template }) => Object.values(template.Resources).map(creationTimeOf));
  return {
    ...chain.span,
    stacks: chain.items,
    oneStackAtATime: total([...paths.values()]),
    sum: total([...resources, ...stacks.map(() => STACK_OVERHEAD)]),
    assumedShare: assumedShareOf(chain.items),
  };
}
