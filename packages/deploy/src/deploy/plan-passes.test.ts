import type { Template } from "@fairlead/constructs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FakeStacks } from "../testing/fake-stacks.js";
import { FakeClock } from "../testing/fake-clock.js";
import { exportsOf, importsOf } from "../stacks/template-exports.js";
import { planPasses } from "./plan-passes.js";
import { runGraph } from "./run-graph.js";
import type { StackEnvironment } from "./stack-environment.js";

const ROLES = ["Vpc", "Data", "Alb", "Jobs", "Ecs", "Observability"] as const;
type Role = (typeof ROLES)[number];

/** Of one stack: its items, each with the items of earlier stacks that it imports. */
type Items = Readonly<Record<string, readonly (readonly [Role, string])[]>>;
type World = ReadonlyMap<Role, Items>;

const ITEMS = ["A", "B", "C"] as const;

/** Stacks that may be there or not, with items that may be there or not, that read what is there of earlier stacks. */
const worlds: fc.Arbitrary<World> = fc
  .array(
    fc.record({
      isThere: fc.integer({ max: 5, min: 0 }),
      items: fc.array(fc.record({ name: fc.constantFrom(...ITEMS), reads: fc.array(fc.nat(30), { maxLength: 3 }) }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    { minLength: ROLES.length, maxLength: ROLES.length },
  )
  .map((stacks) => {
    const offered: (readonly [Role, string])[] = [];
    const world = new Map<Role, Items>();
    for (const [index, { isThere, items }] of stacks.entries()) {
      const role = ROLES[index];
      if (role === undefined || isThere === 0) continue;
      const before = [...offered];
      const mine = Object.fromEntries(
        items.map(({ name, reads }) => [
          name,
          before.filter((_, at) => reads.some((read) => read % before.length === at)),
        ]),
      );
      world.set(role, mine);
      offered.push(...Object.keys(mine).map((name) => [role, name] as const));
    }
    return world;
  });

const exportName = (role: string, item: string): string => `${role}:${item}`;

function templateOf(role: Role, items: Items): Template {
  return {
    Resources: Object.fromEntries(
      Object.entries(items).map(([name, reads]) => [
        name,
        {
          Type: role === "Ecs" ? "AWS::ECS::Service" : "AWS::SNS::Topic",
          Properties: { Reads: reads.map(([from, item]) => ({ "Fn::ImportValue": exportName(from, item) })) },
        },
      ]),
    ),
    Outputs: Object.fromEntries(
      Object.keys(items).map((name) => [
        `Out${name}`,
        { Value: { Ref: name }, Export: { Name: exportName(role, name) } },
      ]),
    ),
  };
}

const templatesOf = (world: World): ReadonlyMap<string, Template> =>
  new Map([...world].map(([role, items]) => [role, templateOf(role, items)]));

function readsOf(template: Template): readonly string[] {
  return [...new Set([...importsOf(template)].map((name) => name.split(":")[0] ?? ""))];
}

async function environmentOf(stacks: FakeStacks, world: World): Promise<StackEnvironment> {
  const wanted = templatesOf(world);
  const found = await Promise.all(
    ROLES.map(async (role) => {
      const place = { name: role, region: null };
      const [stack, template] = [await stacks.describe(place), await stacks.template(place)];
      return stack === null || template === null ? [] : [[role, { place, role, stack, template }] as const];
    }),
  );
  return {
    deployed: new Map(found.flat()),
    wanted: [...wanted].map(([name, template]) => ({
      place: { name, region: null },
      role: name,
      template,
      dependsOn: readsOf(template),
      changedParameters: [],
    })),
  };
}

/** Takes each pass as the saga does; ends after so many operations. */
async function go(stacks: FakeStacks, world: World, mostOperations = Infinity): Promise<readonly unknown[]> {
  const { passes, kept, problems } = planPasses(await environmentOf(stacks, world));
  expect(problems).toEqual([]);
  const wanted = templatesOf(world);
  let left = mostOperations;
  const interrupted = new AbortController();
  for (const { direction, stacks: passed } of passes) {
    const end = await runGraph(
      passed.map(({ name, action, after }) => ({
        name,
        after,
        run: async () => {
          left -= 1;
          if (left <= 0) interrupted.abort("leave");
          const common = { stack: { name, region: null }, onEvent: () => undefined, signal: null };
          if (action === "destroy") {
            await stacks.destroy({ ...common, retain: [] });
            return;
          }
          const template = (direction === "forward" ? kept.get(name) : undefined) ?? wanted.get(name) ?? null;
          await stacks.deploy({ ...common, directory: "", template, parameters: {} });
        },
      })),
      { concurrency: 3, signal: interrupted.signal },
    );
    if (end.failed.length > 0) return end.failed.map(({ error }) => error);
    if (interrupted.signal.aborted) return [];
  }
  return [];
}

function standing(before: World): FakeStacks {
  const stacks = new FakeStacks({ clock: new FakeClock(), templates: () => undefined });
  for (const [name, template] of templatesOf(before)) stacks.put(name, template);
  return stacks;
}

const templatesIn = (stacks: FakeStacks) =>
  Object.fromEntries(Object.entries(stacks.state()).map(([name, { template }]) => [name, template]));

describe("the passes of a deployment", () => {
  it("lead from any environment to any other without an export being taken away that somebody imports", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, worlds, async (before, after) => {
        const stacks = standing(before);
        expect(await go(stacks, after)).toEqual([]);
        expect(templatesIn(stacks)).toEqual(Object.fromEntries(templatesOf(after)));
      }),
      { numRuns: 200 },
    );
  });

  it("lead there as well when they are interrupted after any operation and planned anew", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, worlds, fc.integer({ min: 1, max: 8 }), async (before, after, operations) => {
        const stacks = standing(before);
        expect(await go(stacks, after, operations)).toEqual([]);
        expect(await go(stacks, after)).toEqual([]);
        expect(templatesIn(stacks)).toEqual(Object.fromEntries(templatesOf(after)));
      }),
      { numRuns: 150 },
    );
  });

  it("take nothing away below services that change, until these have changed", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, worlds, async (before, after) => {
        const environment = await environmentOf(standing(before), after);
        const { passes, kept } = planPasses(environment);
        const forward = passes.find(({ direction }) => direction === "forward")?.stacks ?? [];
        const ecs = forward.find(({ name }) => name === "Ecs");
        const old = environment.deployed.get("Ecs");
        fc.pre(ecs !== undefined && old !== undefined);
        for (const below of readsOf(old.template)) {
          const deployed = environment.deployed.get(below)?.template ?? { Resources: {} };
          const next = kept.get(below) ?? environment.wanted.find(({ place }) => place.name === below)?.template;
          // One that goes as a whole goes in the pass backward.
          if (next === undefined) continue;
          expect(Object.keys(next.Resources)).toEqual(expect.arrayContaining(Object.keys(deployed.Resources)));
          expect([...exportsOf(next).keys()]).toEqual(expect.arrayContaining([...exportsOf(deployed).keys()]));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("are none where nothing differs, and one where something only comes", async () => {
    const one: World = new Map([["Vpc", { A: [] }]]);
    const two: World = new Map<Role, Items>([
      ["Vpc", { A: [], B: [] }],
      ["Ecs", { C: [["Vpc", "B"]] }],
    ]);
    expect(planPasses(await environmentOf(standing(one), one)).passes).toEqual([]);
    expect(planPasses(await environmentOf(standing(one), two)).passes).toEqual([
      {
        direction: "forward",
        stacks: [
          { name: "Vpc", action: "deploy", after: [], keeps: [] },
          { name: "Ecs", action: "deploy", after: ["Vpc"], keeps: [] },
        ],
      },
    ]);
  });

  it("are two where something goes that is in use: its readers first", async () => {
    const before: World = new Map<Role, Items>([
      ["Vpc", { A: [], B: [] }],
      ["Ecs", { C: [["Vpc", "B"]] }],
    ]);
    const after: World = new Map<Role, Items>([
      ["Vpc", { A: [] }],
      ["Ecs", { C: [["Vpc", "A"]] }],
    ]);
    const { passes } = planPasses(await environmentOf(standing(before), after));
    expect(passes.map(({ direction, stacks }) => [direction, stacks.map(({ name }) => name)])).toEqual([
      ["forward", ["Ecs"]],
      ["backward", ["Vpc"]],
    ]);
  });

  it("refuse what would have to hold more than CloudFormation takes", async () => {
    const many = (letter: string, count: number): Items =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`${letter}${index}`, []]));
    const before: World = new Map<Role, Items>([
      ["Vpc", many("Old", 300)],
      ["Ecs", { C: [["Vpc", "Old1"]] }],
    ]);
    const after: World = new Map<Role, Items>([
      ["Vpc", many("New", 300)],
      ["Ecs", { C: [["Vpc", "New1"]] }],
    ]);
    const { problems } = planPasses(await environmentOf(standing(before), after));
    expect(problems.map(({ code }) => code)).toEqual(["StackTooLarge"]);
  });
});
