import type { Assembly } from "@fairlead/constructs";
import type { GraphResource } from "../templates/graph-resource.js";
import { listOf, recordOf, recordsOf } from "../templates/read-value.js";
import { TemplateGraph } from "../templates/template-graph.js";
import { resourcesMeant } from "./resources-meant.js";

/** One statement of a role's: what it allows, on what. */
export interface Grant {
  readonly role: GraphResource;
  readonly effect: "Allow" | "Deny";
  /** For example `secretsmanager:GetSecretValue`. */
  readonly actions: readonly string[];
  /** Resources of the templates that the statement names. */
  readonly targets: readonly GraphResource[];
  /** Whether the statement is on everything (`*`). */
  readonly onEverything: boolean;
  /** The statement's resources as the template has them. */
  readonly resources: readonly unknown[];
}

type Statement = Readonly<Record<string, unknown>>;

interface PolicyPlace {
  readonly stack: string;
  readonly document: unknown;
  readonly roles: readonly GraphResource[];
}

const ATTACHED_TYPES = ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy"] as const;

const rolesNamedBy = (graph: TemplateGraph, stack: string, names: unknown): GraphResource[] =>
  listOf(names).flatMap((name) => {
    const role = graph.follow(stack, name)?.resource;
    return role?.type === "AWS::IAM::Role" ? [role] : [];
  });

const inlinePolicies = (graph: TemplateGraph): PolicyPlace[] =>
  graph.ofType("AWS::IAM::Role").flatMap((role) =>
    recordsOf(role.properties["Policies"]).map(({ PolicyDocument: document }) => ({
      stack: role.stack,
      document,
      roles: [role],
    })),
  );

const attachedPolicies = (graph: TemplateGraph): PolicyPlace[] =>
  graph.ofType(...ATTACHED_TYPES).map(({ stack, properties }) => ({
    stack,
    document: properties["PolicyDocument"],
    roles: rolesNamedBy(graph, stack, properties["Roles"] ?? properties["RoleName"]),
  }));

function toGrants(graph: TemplateGraph, { stack, roles }: PolicyPlace, statement: Statement): Grant[] {
  const resources = listOf(statement["Resource"]);
  return roles.map((role) => ({
    role,
    effect: statement["Effect"] === "Deny" ? "Deny" : "Allow",
    actions: listOf(statement["Action"]).filter((action) => typeof action === "string"),
    targets: [...new Set(resources.flatMap((resource) => resourcesMeant(graph, stack, resource)))],
    onEverything: resources.includes("*"),
    resources,
  }));
}

/** The grants of a graph; see {@link grants}. */
export const grantsOf = (graph: TemplateGraph): Grant[] =>
  [...inlinePolicies(graph), ...attachedPolicies(graph)].flatMap((place) =>
    recordsOf(recordOf(place.document)["Statement"]).flatMap((statement) => toGrants(graph, place, statement)),
  );

/** Who may do what, read off the templates: every statement of every role, with the resources that it names. */
export const grants = (assembly: Assembly): Grant[] => grantsOf(new TemplateGraph(assembly));
