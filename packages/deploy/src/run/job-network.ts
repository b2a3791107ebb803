import { environmentPrefix, stackName, type Template, type TemplateResource } from "@fairlead/constructs";
import { UserError } from "@fairlead/errors";
import { addressOf, type ResolvedApp } from "@fairlead/model";
import type { StackPlace, StackResource, Stacks } from "../stacks/stacks.js";

/** Where the task of a job runs. */
export interface JobNetwork {
  readonly subnets: readonly string[];
  readonly securityGroup: string;
  readonly assignPublicIp: boolean;
}

const notDeployed = (app: ResolvedApp, what: string): UserError =>
  UserError.of("JobNotDeployed", {
    message: `${what} is not in ${app.environment.name} yet.`,
    fix: `Run \`fairlead deploy -e ${app.environment.name}\` first.`,
  });

const place = (app: ResolvedApp, name: string): StackPlace => ({ name: `${app.name}-${name}-Vpc`, region: null });

async function readStack(
  stacks: Pick<Stacks, "template" | "resources">,
  at: StackPlace,
): Promise<{ readonly template: Template; readonly resources: readonly StackResource[] } | null> {
  const template = await stacks.template(at);
  return template === null ? null : { template, resources: await stacks.resources(at) };
}

const idsOf = (
  { template, resources }: { readonly template: Template; readonly resources: readonly StackResource[] },
  isMeant: (resource: TemplateResource) => boolean,
): readonly string[] =>
  Object.entries(template.Resources)
    .filter(([, resource]) => isMeant(resource))
    .flatMap(([logicalId]) => resources.find((resource) => resource.logicalId === logicalId)?.physicalId ?? []);

const hasTag = ({ Properties }: TemplateResource, key: string, value: string): boolean => {
  const tags: unknown = Properties?.["Tags"];
  return (
    Array.isArray(tags) &&
    tags.some((tag: unknown) => typeof tag === "object" && tag !== null && matches(tag, key, value))
  );
};

const matches = (tag: object, key: string, value: string): boolean =>
  "Key" in tag && tag.Key === key && "Value" in tag && tag.Value === value;

/** CDK's tags of subnets (aws-cdk-lib 2.276, `aws-ec2/lib/vpc.ts`). */
const SUBNET_TYPES = { public: "Public", private: "Private" } as const;

/** An environment that takes another's network finds its subnets in that one's stack. */
async function subnetsOf(app: ResolvedApp, stacks: Pick<Stacks, "template" | "resources">): Promise<readonly string[]> {
  const { source, taskSubnets } = app.network;
  if (source.kind === "adopt") return taskSubnets === "public" ? source.publicSubnetIds : source.privateSubnetIds;
  const owner = source.kind === "shared" ? source.of : app.environment.name;
  const stack = await readStack(stacks, place(app, owner));
  if (stack === null) return [];
  return idsOf(
    stack,
    (resource) =>
      resource.Type === "AWS::EC2::Subnet" && hasTag(resource, "aws-cdk:subnet-type", SUBNET_TYPES[taskSubnets]),
  );
}

/**
 * Reads the network of a job off the deployed stack: its security group, and the subnets that all tasks run in.
 *
 * @throws UserError when it isn't deployed.
 */
export async function jobNetwork(
  app: ResolvedApp,
  job: string,
  stacks: Pick<Stacks, "template" | "resources">,
): Promise<JobNetwork> {
  const own = await readStack(stacks, { name: stackName(app, "Vpc"), region: null });
  if (own === null) throw notDeployed(app, "The network");
  const description = `${environmentPrefix(app)} ${addressOf("job", job)}`;
  const [securityGroup] = idsOf(
    own,
    ({ Type, Properties }) => Type === "AWS::EC2::SecurityGroup" && Properties?.["GroupDescription"] === description,
  );
  if (securityGroup === undefined) throw notDeployed(app, `The security group of the job ${job}`);
  const subnets = await subnetsOf(app, stacks);
  if (subnets.length === 0) throw notDeployed(app, "The network of the tasks");
  return { subnets, securityGroup, assignPublicIp: app.network.taskSubnets === "public" };
}
