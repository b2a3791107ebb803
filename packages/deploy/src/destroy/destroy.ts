import { clusterName } from "@fairlead/constructs";
import type { Problem } from "@fairlead/errors";
import type { DeployPorts } from "../deploy-ports.js";
import { problemsOf } from "../deploy/conclude.js";
import { placesOf } from "../deploy/read-environment.js";
import { runGraph } from "../deploy/run-graph.js";
import { stackReporter } from "../deploy/stack-reports.js";
import type { Report } from "../event/deploy-event.js";
import type { Outcome } from "../outcome/outcome.js";
import { exportsOf, importsOf } from "../stacks/template-exports.js";
import type { DeployTarget } from "../target/deploy-target.js";
import { type DestroyPlan, planDestruction, type StackToDestroy, unnamedData } from "./destroy-plan.js";
import { type LeftOver, leftOvers } from "./left-over.js";
import { stopServices } from "./stop-services.js";

/** `typed`: a person has seen what goes, and typed the environment's name. `flagged`: a flag agreed, which agrees to no loss of data. */
export type DestroyApproval = "typed" | "flagged" | "declined" | "nobody-to-ask";

/** What destroying an environment is asked for. */
export interface DestroyRequest {
  readonly target: DeployTarget;
  /** Resources with data that may go, by `<stack>/<logical id>` or part; the environment's own name stands for all of them. */
  readonly allowDestroy: readonly string[];
  readonly concurrency: number;
  /** Asked once, before anything is touched. */
  readonly approve: (plan: DestroyPlan) => Promise<DestroyApproval>;
  readonly signal: AbortSignal;
}

export interface DestroyResult {
  readonly outcome: Outcome;
  readonly left: readonly LeftOver[];
}

export type DestroyPorts = Pick<DeployPorts, "clock" | "emptying" | "scaling" | "services" | "stacks">;

/**
 * Takes an environment away: services first, then its stacks from the last to the first. What is not data is emptied; data goes only
 * if it was named; last snapshots stay. Run again, it goes on from what is there.
 */
export async function destroy(request: DestroyRequest, ports: DestroyPorts, report: Report): Promise<DestroyResult> {
  const result = await destroyed(request, ports, report).catch((error: unknown): DestroyResult => ({
    outcome: { kind: "unhealthy", problems: problemsOf(error) },
    left: [],
  }));
  report({ type: "outcome", outcome: result.outcome });
  return result;
}

const none = (outcome: Outcome): DestroyResult => ({ outcome, left: [] });

async function destroyed(request: DestroyRequest, ports: DestroyPorts, report: Report): Promise<DestroyResult> {
  const { target, signal } = request;
  report({ type: "step", step: "plan", state: "begun", says: "What there is, and what of it holds data, is read." });
  const stacks = await readStacks(target, ports);
  const readers = readersOf(stacks, target);
  const plan = planDestruction(stacks, lastFirst(stacks, readers), target.assembly.resources);
  if (stacks.length === 0) return none({ kind: "unchanged" });
  report({ type: "step", step: "plan", state: plan.problems.length === 0 ? "done" : "failed", says: saysOf(plan) });
  if (plan.problems.length > 0) return none({ kind: "refused", problems: plan.problems });
  const refusal = refusalOf(await request.approve(plan), plan, request);
  if (refusal !== null) return none(refusal);
  if (hasEnded(signal)) return none({ kind: "cancelled", left: "left-running" });
  await stopServices(clusterName(target.app), servicesIn(stacks), ports, report);
  const failures = await deleteStacks(stacks, readers, { request, ports, report });
  if (failures.length > 0) return { outcome: { kind: "unhealthy", problems: failures }, left: leftOvers(plan) };
  if (hasEnded(signal)) return none({ kind: "cancelled", left: "left-running" });
  return { outcome: { kind: "done" }, left: leftOvers(plan) };
}

/** Asked anew each time: it changes while one waits. */
const hasEnded = (signal: AbortSignal): boolean => signal.aborted;

function refusalOf(answer: DestroyApproval, plan: DestroyPlan, request: DestroyRequest): Outcome | null {
  switch (answer) {
    case "typed":
      return null;
    case "flagged": {
      const { name } = request.target.app.environment;
      const unnamed = unnamedData(plan, request.allowDestroy, name);
      return unnamed.length === 0 ? null : { kind: "refused", problems: unnamed.map((one) => goesProblem(one, name)) };
    }
    case "declined":
      return { kind: "refused", problems: [notAgreed] };
    case "nobody-to-ask":
      return { kind: "needs-approval", problems: [nobody] };
  }
}

async function readStacks(target: DeployTarget, { stacks }: DestroyPorts): Promise<readonly StackToDestroy[]> {
  const found = await Promise.all(
    placesOf(target).map(async ({ place, role }): Promise<readonly StackToDestroy[]> => {
      const stack = await stacks.describe(place);
      if (stack === null) return [];
      const template = (await stacks.template(place)) ?? { Resources: {} };
      return [{ place, role, stack, template, resources: await stacks.resources(place) }];
    }),
  );
  return found.flat();
}

type Readers = ReadonlyMap<string, readonly string[]>;

/** Who has to go before a stack: who imports from it, and who waits for it by the description. */
function readersOf(stacks: readonly StackToDestroy[], { assembly }: DeployTarget): Readers {
  return new Map(
    stacks.map(({ place, template }) => {
      const offered = exportsOf(template);
      const imports = stacks.filter((other) => [...importsOf(other.template)].some((name) => offered.has(name)));
      const waiting = assembly.stacks.filter(({ dependsOn }) => dependsOn.includes(place.name));
      const names = [...imports.map((other) => other.place.name), ...waiting.map(({ name }) => name)];
      return [place.name, [...new Set(names)].filter((name) => name !== place.name)] as const;
    }),
  );
}

/** Names of stacks, each after all that read from it. */
function lastFirst(stacks: readonly StackToDestroy[], readers: Readers): readonly string[] {
  const sorted: string[] = [];
  let waiting = stacks.map(({ place }) => place.name).toReversed();
  while (waiting.length > 0) {
    const next = waiting.find((name) => (readers.get(name) ?? []).every((reader) => !waiting.includes(reader)));
    const chosen = next ?? waiting[0] ?? "";
    sorted.push(chosen);
    waiting = waiting.filter((name) => name !== chosen);
  }
  return sorted;
}

const servicesIn = (stacks: readonly StackToDestroy[]): readonly string[] =>
  stacks.flatMap(({ template }) =>
    Object.values(template.Resources).flatMap(({ Type, Properties = {} }) => {
      const name = Properties["ServiceName"];
      return Type === "AWS::ECS::Service" && typeof name === "string" ? [name] : [];
    }),
  );

interface Deletion {
  readonly request: DestroyRequest;
  readonly ports: DestroyPorts;
  readonly report: Report;
}

async function deleteStacks(
  stacks: readonly StackToDestroy[],
  readers: Readers,
  { request, ports, report }: Deletion,
): Promise<readonly Problem[]> {
  report({ type: "step", step: "stacks", state: "begun", says: "From the last stack to the first." });
  const plan = planDestruction(stacks, [], request.target.assembly.resources);
  const end = await runGraph(
    stacks.map((stack) => ({
      name: stack.place.name,
      after: readers.get(stack.place.name) ?? [],
      run: async () => {
        await emptyWhatGoes(stack, plan, ports);
        await ports.stacks.destroy({
          stack: stack.place,
          retain: [],
          onEvent: stackReporter(stack.place.name, report),
          signal: request.signal,
        });
      },
    })),
    { concurrency: request.concurrency, signal: request.signal },
  );
  const isDone = end.done.length === stacks.length;
  const says = `${end.done.length} of ${stacks.length} are gone.`;
  report({ type: "step", step: "stacks", state: isDone ? "done" : "failed", says });
  return end.failed.flatMap(({ error }) => (error === request.signal.reason ? [] : problemsOf(error)));
}

/** Buckets and repositories of a stack, those with data among them: whoever named these wants them gone. */
async function emptyWhatGoes(
  { role, place }: StackToDestroy,
  { emptied, data }: DestroyPlan,
  { emptying }: DestroyPorts,
): Promise<void> {
  for (const { name, type, physicalId } of [...emptied, ...data]) {
    if (!name.startsWith(`${role}/`)) continue;
    if (type === "AWS::S3::Bucket") await emptying.emptyBucket(physicalId, place.region);
    if (type === "AWS::ECR::Repository") await emptying.emptyRepository(physicalId);
  }
}

const saysOf = ({ stacks, data, snapshots, kept }: DestroyPlan): string =>
  `${stacks.length} stacks go; ${data.length} resources lose their data, ${snapshots.length} leave a last snapshot, ${kept.length} stay.`;

const goesProblem = ({ name, type, holds, address }: DestroyPlan["data"][number], environment: string): Problem => ({
  path: address ?? "",
  code: "DataWouldBeDeleted",
  message: `${name} (${type}), which holds ${holds}, would be deleted.`,
  fix: `If that is what you want, name it: --allow-destroy ${name}; or all data at once: --allow-destroy ${environment}.`,
});

const notAgreed: Problem = {
  path: "",
  code: "NotApproved",
  message: "That the environment goes was not agreed to; nothing was touched.",
  fix: "Type the environment's name to agree.",
};

const nobody: Problem = {
  path: "",
  code: "ApprovalNeeded",
  message: "A person must agree that the environment goes, and nobody can be asked here.",
  fix: "Agree to it with --yes, and name the data that goes with --allow-destroy.",
};
