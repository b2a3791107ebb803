import type { Problem } from "@fairlead/errors";
import { type AllowedLosses, dataAtRisk, lossProblem, unnamedLosses } from "../data-safety/data-at-risk.js";
import type { TemplateChange } from "../diff/template-change.js";
import { templateChanges } from "../diff/template-changes.js";
import { stuckProblem } from "../stacks/how-to-free.js";
import { readinessOf } from "../stacks/stack-status.js";
import { exportsOf, importsOf } from "../stacks/template-exports.js";
import type { DeployTarget } from "../target/deploy-target.js";
import type { DeployPlan, PlannedStack } from "./deploy-plan.js";
import { type PassPlan, planPasses } from "./plan-passes.js";
import type { ParameterValues } from "./read-environment.js";
import { unsettledStacks } from "./read-environment.js";
import { securityBroadenings } from "./security-broadening.js";
import type { StackAsDeployed, StackEnvironment } from "./stack-environment.js";

/** A plan, and the templates that it is carried out with. */
export interface DeploymentToDo {
  readonly plan: DeployPlan;
  /** What the pass forward deploys instead of the assembly's template, by stack. */
  readonly kept: PassPlan["kept"];
}

/** What a plan is made from. */
export interface PlanInput {
  readonly target: Pick<DeployTarget, "assembly">;
  readonly environment: StackEnvironment;
  readonly values: ParameterValues;
  readonly allowed: AllowedLosses;
}

const EMPTY = { Resources: {} };

/** Compares what is there with what is wanted, and finds the order; touches nothing. */
export async function planDeployment({ target, environment, values, allowed }: PlanInput): Promise<DeploymentToDo> {
  const { passes, kept, problems } = planPasses(environment);
  const stacks = plannedStacks(environment, passes);
  const changes = await changesOf(environment);
  const places = {
    roles: new Map(stacks.map(({ name, role }) => [name, role])),
    resources: target.assembly.resources,
  };
  const refused = unnamedLosses(dataAtRisk(changes, places), allowed).map(lossProblem);
  const plan: DeployPlan = {
    stacks,
    passes,
    changes,
    broadened: await broadenedBy(environment),
    imagesToPush: Object.keys(values).filter((name) => values[name] === null),
    problems: [...stuck(environment), ...refused, ...problems, ...changingExports(environment, changes)],
    says: saysOf(passes, kept),
  };
  return { plan, kept };
}

function plannedStacks(environment: StackEnvironment, passes: DeployPlan["passes"]): readonly PlannedStack[] {
  const touched = new Set(passes.flatMap((pass) => pass.stacks.map(({ name }) => name)));
  const kindOf = (name: string): PlannedStack["kind"] => {
    if (!environment.deployed.has(name)) return "add";
    return touched.has(name) ? "change" : "unchanged";
  };
  const wanted = environment.wanted.map(({ place, role, changedParameters }) => ({
    name: place.name,
    role,
    kind: kindOf(place.name),
    parameters: changedParameters,
  }));
  return [
    ...wanted,
    ...removed(environment).map(({ place, role }) => ({
      name: place.name,
      role,
      kind: "remove" as const,
      parameters: [],
    })),
  ];
}

const removed = ({ deployed, wanted }: StackEnvironment): readonly StackAsDeployed[] =>
  [...deployed.values()].filter(({ place }) => wanted.every((stack) => stack.place.name !== place.name));

async function changesOf(environment: StackEnvironment): Promise<readonly TemplateChange[]> {
  const pairs = [
    ...environment.wanted.map(({ place, template }) => ({
      name: place.name,
      before: environment.deployed.get(place.name)?.template ?? EMPTY,
      after: template,
    })),
    ...removed(environment).map(({ place, template }) => ({ name: place.name, before: template, after: EMPTY })),
  ];
  const found: TemplateChange[] = [];
  for (const { name, before, after } of pairs) found.push(...(await templateChanges(name, before, after)));
  return found;
}

/** A new stack permits what it is made for; what a changed one permits beyond that is looked at. */
async function broadenedBy({ deployed, wanted }: StackEnvironment): Promise<DeployPlan["broadened"]> {
  const found: DeployPlan["broadened"][number][] = [];
  for (const { place, template } of wanted) {
    const old = deployed.get(place.name);
    if (old !== undefined) found.push(...(await securityBroadenings(place.name, old.template, template)));
  }
  return found;
}

const stuck = (environment: StackEnvironment): readonly Problem[] =>
  unsettledStacks(environment)
    .filter(({ stack }) => readinessOf(stack.status) === "stuck")
    .map(({ place, stack }) => stuckProblem({ stack: place, status: stack.status, failed: [] }));

function refersTo(value: unknown, logicalId: string): boolean {
  const text = JSON.stringify(value);
  return text.includes(`{"Ref":"${logicalId}"}`) || text.includes(`{"Fn::GetAtt":["${logicalId}",`);
}

/** An export whose resource is replaced gets another value, and CloudFormation refuses that while anybody imports it. */
function changingExports(environment: StackEnvironment, changes: readonly TemplateChange[]): readonly Problem[] {
  return changes
    .filter(({ action }) => action === "replace")
    .flatMap(({ stack, logicalId, type, properties }) => {
      const next = environment.wanted.find(({ place }) => place.name === stack);
      const exported = next === undefined ? [] : [...exportsOf(next.template)];
      const names = exported.filter(([, { output }]) => refersTo(output, logicalId)).map(([name]) => name);
      const readers = [...environment.deployed.values()].filter(({ template }) =>
        names.some((name) => importsOf(template).has(name)),
      );
      if (readers.length === 0) return [];
      const paths = properties.filter(({ replacement }) => replacement === "always").map(({ path }) => path);
      return [valueInUse({ stack, logicalId, type, paths }, readers)];
    });
}

const valueInUse = (
  {
    stack,
    logicalId,
    type,
    paths,
  }: Pick<TemplateChange, "stack" | "logicalId" | "type"> & { paths: readonly string[] },
  readers: readonly StackAsDeployed[],
): Problem => ({
  path: `${stack}/${logicalId}`,
  code: "ReplacedInUse",
  message: `${logicalId} (${type}) of ${stack} would be replaced (${paths.join(", ")}), and ${readers.map(({ place }) => place.name).join(", ")} use the one that is there: CloudFormation refuses that in any order.`,
  fix: "Undo what changes it. If it must change, give it another name in the description, so that the new one is made beside the old one, or take its readers out first and deploy twice.",
});

function saysOf(passes: DeployPlan["passes"], kept: PassPlan["kept"]): readonly string[] {
  const backward = passes.find(({ direction }) => direction === "backward");
  if (backward === undefined) return [];
  const names = backward.stacks.map(({ name }) => name).join(", ");
  const first = kept.size === 0 ? "" : " Until then nothing is taken away that the old tasks use.";
  return [
    `What goes is taken away in a second pass, from the last stack to the first (${names}), once the new services serve.${first}`,
  ];
}
