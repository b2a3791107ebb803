import { expectPresent } from "@fairlead/errors";
import { type Address, addressOf, INGRESS_ADDRESS, NETWORK_ADDRESS, type ResolvedApp } from "@fairlead/model";
import { Tags } from "aws-cdk-lib";
import {
  type GatewayVpcEndpoint,
  GatewayVpcEndpointAwsService,
  type InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  type ISecurityGroup,
  type IVpc,
  SecurityGroup,
  type SubnetSelection,
  SubnetType,
  type Vpc,
} from "aws-cdk-lib/aws-ec2";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { markAddress } from "../provenance/mark-address.js";
import { AppStack } from "../stacks/app-stack.js";
import { environmentPrefix } from "../stacks/resource-names.js";
import { shareValue, type SharedValue, sharedValue } from "../stacks/shared-export.js";
import { type AppNetwork, appNetwork, offeredSubnets } from "./app-network.js";
import { addFlowLogs } from "./flow-logs.js";
import { type NatParts, natParts } from "./nat-provider.js";
import { ENDPOINTS_ADDRESS, NAT_ADDRESS } from "./security-group-address.js";
import { securityGroupAddresses, securityGroupRules } from "./security-group-rules.js";
import { SecurityGroupRuleSet } from "./security-group-rule-set.js";

/** The network: VPC, subnets, NAT, endpoints, flow logs, every security group and every rule between them. */
export class VpcStack extends AppStack {
  readonly vpc: IVpc;
  /** Where tasks run. */
  readonly taskSubnets: SubnetSelection;
  /** Where databases and caches are; no way in or out of the VPC. */
  readonly dataSubnets: SubnetSelection;
  /** Where functions run that reach AWS APIs: by NAT, or without it by interface endpoints. */
  readonly functionSubnets: SubnetSelection;
  /** By address; in this stack. Other stacks take {@link securityGroupFor}. */
  readonly securityGroups: ReadonlyMap<Address, ISecurityGroup>;
  readonly rules: SecurityGroupRuleSet;
  /** `null` in a VPC that isn't made here. */
  readonly s3Endpoint: GatewayVpcEndpoint | null;
  readonly interfaceEndpoints: readonly InterfaceVpcEndpoint[];
  /** `null` in a VPC that isn't made here. */
  readonly flowLogGroup: LogGroup | null;
  private readonly views = new WeakMap<Construct, Map<Address, ISecurityGroup>>();

  constructor(scope: Construct, id: string, { app }: { readonly app: ResolvedApp }) {
    super(scope, id, { app, role: "Vpc", description: `Network of ${app.name} (${app.environment.name})` });
    const nat = natParts(app.network.nat);
    const network = appNetwork(this, app, nat);
    this.vpc = network.vpc;
    markAddress(this.vpc, NETWORK_ADDRESS);
    this.taskSubnets = {
      subnetType: app.network.taskSubnets === "public" ? SubnetType.PUBLIC : SubnetType.PRIVATE_WITH_EGRESS,
    };
    this.functionSubnets = {
      subnetType: nat.kind === "none" ? SubnetType.PRIVATE_ISOLATED : SubnetType.PRIVATE_WITH_EGRESS,
    };
    this.dataSubnets = { subnetType: SubnetType.PRIVATE_ISOLATED };
    this.securityGroups = this.makeSecurityGroups(app, nat, network);
    this.rules = new SecurityGroupRuleSet(this, "Rules", {
      rules: securityGroupRules(app),
      securityGroupId: (address) => this.securityGroup(address).securityGroupId,
    });
    const { own } = network;
    this.s3Endpoint = own?.addGatewayEndpoint("S3Endpoint", { service: GatewayVpcEndpointAwsService.S3 }) ?? null;
    this.interfaceEndpoints =
      own === null ? [] : app.network.interfaceEndpoints.map((name) => this.makeEndpoint(own, name));
    this.flowLogGroup =
      own === null || app.network.flowLogs === null ? null : addFlowLogs(this, own, { app, ...app.network.flowLogs });
    if (own !== null) this.offer(app, own);
  }

  /**
   * A view of a part's security group for another stack: it can be put on things but takes no rules.
   * Addresses: every service, job, database, cache, the ingress, `rotationAddress(database)` and `reporterAddress(reporter)`.
   */
  securityGroupFor(scope: Construct, address: Address): ISecurityGroup {
    const views = this.views.get(scope) ?? new Map<Address, ISecurityGroup>();
    this.views.set(scope, views);
    const view =
      views.get(address) ??
      SecurityGroup.fromSecurityGroupId(
        scope,
        `SecurityGroup-${address}`,
        this.securityGroup(address).securityGroupId,
        { mutable: false },
      );
    views.set(address, view);
    return view;
  }

  private securityGroup(address: Address): ISecurityGroup {
    return expectPresent(this.securityGroups.get(address), `The security group of ${address}`);
  }

  private makeSecurityGroups(
    app: ResolvedApp,
    nat: NatParts,
    network: AppNetwork,
  ): ReadonlyMap<Address, ISecurityGroup> {
    const own = securityGroupAddresses(app).map((address): [Address, ISecurityGroup] => {
      const group = new SecurityGroup(this, `SecurityGroup-${address}`, {
        vpc: this.vpc,
        description: `${environmentPrefix(app)} ${address}`,
        allowAllOutbound: false,
      });
      Tags.of(group).add("Name", `${environmentPrefix(app)}-${address}`);
      return [address, markAddress(group, subjectOf(address))];
    });
    const existing = existingSecurityGroups(app, network).map(([address, id]): [Address, ISecurityGroup] => [
      address,
      SecurityGroup.fromSecurityGroupId(this, `SecurityGroup-${address}`, id, { mutable: false }),
    ]);
    const all = [...own, ...existing];
    return new Map(nat.kind === "instance" ? [...all, [NAT_ADDRESS, nat.provider.securityGroup]] : all);
  }

  /** What environments that share this one take. */
  private offer(app: ResolvedApp, own: Vpc): void {
    const owner = { appName: app.name, environment: app.environment.name };
    const groups = [
      ["load-balancer-security-group-id", INGRESS_ADDRESS],
      ["endpoints-security-group-id", ENDPOINTS_ADDRESS],
    ] as const;
    const values: readonly (readonly [SharedValue, string])[] = [
      ["vpc-id", own.vpcId],
      ...offeredSubnets(own),
      ...groups.flatMap(([name, address]) => {
        const group = this.securityGroups.get(address);
        return group === undefined ? [] : [[name, group.securityGroupId] as const];
      }),
    ];
    for (const [name, value] of values) shareValue(this, owner, { name, value });
  }

  private makeEndpoint(vpc: Vpc, name: string): InterfaceVpcEndpoint {
    const endpoint = vpc.addInterfaceEndpoint(`Endpoint-${name}`, {
      service: new InterfaceVpcEndpointAwsService(name),
      subnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [this.securityGroup(ENDPOINTS_ADDRESS)],
      // CDK would admit the whole VPC.
      open: false,
      privateDnsEnabled: true,
    });
    return markAddress(endpoint, NETWORK_ADDRESS);
  }
}

/** `databases.main.rotation` is about `databases.main`, `network.endpoints` about `network`. */
function subjectOf(address: Address): Address {
  const [group, name] = address.split(".");
  return group === NETWORK_ADDRESS || name === undefined ? (group ?? address) : `${group ?? ""}.${name}`;
}

/** Security groups that somebody else has made, by what they are to this environment. */
function existingSecurityGroups(
  app: ResolvedApp,
  { endpointsSecurityGroupId }: AppNetwork,
): readonly (readonly [Address, string])[] {
  const endpoints = endpointsSecurityGroupId === null ? [] : [[ENDPOINTS_ADDRESS, endpointsSecurityGroupId] as const];
  return [...endpoints, ...loadBalancerGroups(app), ...adoptedGroups(app)];
}

const adoptedGroups = ({ adoptedDatabases, adoptedCaches }: ResolvedApp): readonly (readonly [Address, string])[] => [
  ...adoptedDatabases.map(({ name, securityGroupId }) => [addressOf("postgres", name), securityGroupId] as const),
  ...adoptedCaches.map(({ name, securityGroupId }) => [addressOf("cache", name), securityGroupId] as const),
];

function loadBalancerGroups({ name, ingress }: ResolvedApp): readonly (readonly [Address, string])[] {
  const loadBalancer = ingress?.loadBalancer ?? { kind: "create" };
  switch (loadBalancer.kind) {
    case "create":
      return [];
    case "adopt":
      return [[INGRESS_ADDRESS, loadBalancer.securityGroupId]];
    case "shared": {
      const owner = { appName: name, environment: loadBalancer.of };
      return [[INGRESS_ADDRESS, sharedValue(owner, "load-balancer-security-group-id")]];
    }
  }
}
