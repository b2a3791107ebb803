import { expectPresent } from "@fairlead/errors";
import type { Plan } from "../../testing/plan-of.js";
import { type PlacedResource, resourcesOf } from "../../testing/resources.js";

/** A resource of a type that is the only one to have a property. */
function only(plan: Plan, type: string, [property, value]: readonly [string, unknown]): PlacedResource {
  const found = resourcesOf(plan.assembly, type).filter(({ Properties }) => Properties?.[property] === value);
  return expectPresent(found.length === 1 ? found[0] : null, `one ${type} whose ${property} is ${String(value)}`);
}

const prefix = ({ app }: Plan): string => `${app.name}-${app.environment.name}`;

/** The task definition of a service or job. */
export const taskOf = (plan: Plan, name: string): Readonly<Record<string, unknown>> =>
  only(plan, "AWS::ECS::TaskDefinition", ["Family", `${prefix(plan)}-${name}`]).Properties ?? {};

/** A service of the cluster. */
export const serviceOf = (plan: Plan, name: string): Readonly<Record<string, unknown>> =>
  only(plan, "AWS::ECS::Service", ["ServiceName", name]).Properties ?? {};

/** The properties of all resources of a type. */
export const propertiesOf = (plan: Plan, type: string): Readonly<Record<string, unknown>>[] =>
  resourcesOf(plan.assembly, type).map(({ Properties }) => Properties ?? {});

/** Whether a property, wherever it is nested, says so. */
export const says = (value: unknown, text: string): boolean => JSON.stringify(value).includes(text);
