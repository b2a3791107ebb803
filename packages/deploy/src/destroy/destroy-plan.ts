import type { AssembledResource, TemplateResource } from "@fairlead/constructs";
import type { Problem } from "@fairlead/errors";
import { dearnessOf, stateHeldBy } from "../diff/stateful-types.js";
import type { StackAsDeployed } from "../deploy/stack-environment.js";
import type { StackResource } from "../stacks/stacks.js";

/** A stack as it is, with what it has made. */
export interface StackToDestroy extends StackAsDeployed {
  readonly resources: readonly StackResource[];
}

/** A resource of an environment that goes. */
export interface DoomedResource {
  /** `Data/DatabasemainC5A1`. */
  readonly name: string;
  readonly type: string;
  readonly physicalId: string;
  /** In words. */
  readonly holds: string;
  /** Part of the description; `null`: none, or it isn't in it any more. */
  readonly address: string | null;
}

/** What destroying an environment does, found before anything is touched. */
export interface DestroyPlan {
  /** Names of stacks, the last first. */
  readonly stacks: readonly string[];
  /** Resources whose data goes. `snapshots`: those of which a last snapshot stays. */
  readonly data: readonly DoomedResource[];
  readonly snapshots: readonly DoomedResource[];
  /** What is emptied, since it goes with the environment: logs of access, files of sites, images. */
  readonly emptied: readonly DoomedResource[];
  /** What stays by its own policy, and goes on costing. */
  readonly kept: readonly DoomedResource[];
  readonly problems: readonly Problem[];
}

/** The bucket of a `bucket()` is in this stack; those of other stacks hold logs and files that are made again. */
const DATA_ROLE = "Data";

/** What can be had again: images by a build, logs and cached contents as they come. */
const REMAKEABLE: readonly string[] = ["AWS::ECR::Repository", "AWS::Logs::LogGroup", "AWS::SQS::Queue"];

const KEEPING: readonly (string | undefined)[] = ["Retain", "RetainExceptOnCreate"];

type Fate = "data" | "snapshots" | "emptied" | "kept" | "gone";

function fateOf(role: string, { Type, Properties, DeletionPolicy }: TemplateResource): Fate {
  if (stateHeldBy(Type, Properties) === null) return "gone";
  if (KEEPING.includes(DeletionPolicy)) return "kept";
  if (DeletionPolicy === "Snapshot") return "snapshots";
  if (Type === "AWS::S3::Bucket") return role === DATA_ROLE ? "data" : "emptied";
  if (Type === "AWS::ECR::Repository") return "emptied";
  return REMAKEABLE.includes(Type) ? "gone" : "data";
}

function protectionOf({ Type, Properties = {} }: TemplateResource): boolean {
  if (Properties["DeletionProtection"] === true || Properties["DeletionProtection"] === "ACTIVE") return true;
  if (Properties["DeletionProtectionEnabled"] === true) return true;
  const attributes = Properties["LoadBalancerAttributes"];
  return (
    Type === "AWS::ElasticLoadBalancingV2::LoadBalancer" &&
    JSON.stringify(attributes ?? []).includes('"Key":"deletion_protection.enabled","Value":"true"')
  );
}

const protectedProblem = (name: string, type: string): Problem => ({
  path: "",
  code: "DeletionProtected",
  message: `${name} (${type}) is protected from deletion, so its stack could not be deleted.`,
  fix: "Turn the protection off in the description, deploy that, and destroy then.",
});

/** CloudFormation refuses it only when its turn comes, with the services gone by then. */
const protectedStack = ({ place }: StackToDestroy): Problem => ({
  path: "",
  code: "StackProtected",
  message: `The stack ${place.name} has termination protection, so it could not be deleted.`,
  fix:
    "Turn the protection off in the description and deploy that; or, for this stack alone, `aws cloudformation update-termination-protection " +
    `--no-enable-termination-protection --stack-name ${place.name}${place.region === null ? "" : ` --region ${place.region}`}\`. Then destroy.`,
});

/** What would become of everything that an environment has made. */
export function planDestruction(
  stacks: readonly StackToDestroy[],
  order: readonly string[],
  resources: readonly AssembledResource[],
): DestroyPlan {
  const found = stacks.flatMap(({ place, role, template, resources: made }) =>
    made.flatMap(({ logicalId, physicalId, type }) => {
      const resource = template.Resources[logicalId];
      if (physicalId === null || resource === undefined) return [];
      const isMeant = (other: AssembledResource): boolean =>
        other.stack === place.name && other.logicalId === logicalId;
      const doomed: DoomedResource = {
        name: `${role}/${logicalId}`,
        type,
        physicalId,
        holds: stateHeldBy(type, resource.Properties) ?? "",
        address: resources.find(isMeant)?.address ?? null,
      };
      return [{ doomed, fate: fateOf(role, resource), isProtected: protectionOf(resource) }];
    }),
  );
  const of = (wanted: Fate): readonly DoomedResource[] =>
    found
      .filter(({ fate }) => fate === wanted)
      .map(({ doomed }) => doomed)
      .sort((left, right) => dearnessOf(left.type) - dearnessOf(right.type));
  return {
    stacks: order,
    data: of("data"),
    snapshots: of("snapshots"),
    emptied: of("emptied"),
    kept: of("kept"),
    problems: [
      ...stacks.filter(({ stack }) => stack.isProtected).map(protectedStack),
      ...found.filter(({ isProtected }) => isProtected).map(({ doomed }) => protectedProblem(doomed.name, doomed.type)),
    ],
  };
}

/** Data that goes and that nobody has named: each by itself, or all of it by the environment's name. */
export function unnamedData(
  { data, snapshots }: DestroyPlan,
  allowDestroy: readonly string[],
  environment: string,
): readonly DoomedResource[] {
  if (allowDestroy.includes(environment)) return [];
  return [...data, ...snapshots].filter(({ name, address }) => {
    const names = address === null ? [name] : [name, address, address.slice(address.indexOf(".") + 1)];
    return !allowDestroy.some((one) => names.includes(one));
  });
}
