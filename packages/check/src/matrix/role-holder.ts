import type { GraphResource } from "../templates/graph-resource.js";
import type { TemplateGraph } from "../templates/template-graph.js";

/** Who acts with a role. */
export interface RoleHolder {
  readonly role: GraphResource;
  /** What uses it: a task definition, a function, a schedule; `null`: nothing in the templates does. */
  readonly holder: GraphResource | null;
  /** `task`: the code of the containers. `execution`: ECS as it starts them. `other`: whatever the holder is. */
  readonly use: "task" | "execution" | "other";
}

const USES = [
  ["AWS::ECS::TaskDefinition", "TaskRoleArn", "task"],
  ["AWS::ECS::TaskDefinition", "ExecutionRoleArn", "execution"],
  ["AWS::Lambda::Function", "Role", "other"],
] as const;

/** Every role of the templates with what uses it; a role with two uses is there twice. */
export function roleHolders(graph: TemplateGraph): RoleHolder[] {
  const uses = USES.flatMap(([type, property, use]) =>
    graph.ofType(type).flatMap((holder): RoleHolder[] => {
      const role = graph.follow(holder.stack, holder.properties[property])?.resource;
      return role?.type === "AWS::IAM::Role" ? [{ role, holder, use }] : [];
    }),
  );
  const used = new Set(uses.map(({ role }) => role));
  const others = graph.ofType("AWS::IAM::Role").filter((role) => !used.has(role));
  return [...uses, ...others.map((role): RoleHolder => ({ role, holder: null, use: "other" }))];
}
