import { expectPresent } from "@fairlead/errors";
import { type Address, NETWORK_ADDRESS, type ResolvedApp } from "@fairlead/model";
import { Tags } from "aws-cdk-lib";
import {
  type GatewayVpcEndpoint,
  GatewayVpcEndpointAwsService,
  type InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  IpAddresses,
  type ISecurityGroup,
  SecurityGroup,
  type SubnetSelection,
  SubnetType,
  Vpc,
} from "aws-cdk-lib/aws-ec2";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { markAddress } from "../provenance/mark-address.js";
import { AppStack } from "../stacks/app-stack.js";
import { environmentPrefix } from "../stacks/resource-names.js";
import { addFlowLogs } from "./flow-logs.js";
import { hardenNatInstances, type NatParts, natParts } from "./nat-provider.js";
import { ENDPOINTS_ADDRESS, NAT_ADDRESS } from "./security-group-address.js";
import { securityGroupAddresses, securityGroupRules } from "./security-group-rules.js";
import { SecurityGroupRuleSet } from "./security-group-rule-set.js";
import { subnetLayout } from "./subnet-layout.js";

/** The network: VPC, subnets, NAT, endpoints, flow logs, every security group and every rule between them. */
export class VpcStack extends AppStack {
  readonly vpc: Vpc;
  /** Where tasks run. */
  readonly taskSubnets: SubnetSelection;
  /** Where databases and caches are; no way in or out of the VPC. */
  readonly dataSubnets: SubnetSelection;
  /** Where functions run that reach AWS APIs: by NAT, or without it by interface endpoints. */
  readonly functionSubnets: SubnetSelection;
  /** By address; in this stack. Other stacks take {@link securityGroupFor}. */
  readonly securityGroups: ReadonlyMap<Address, ISecurityGroup>;
  readonly rules: SecurityGroupRuleSet;
  readonly s3Endpoint: GatewayVpcEndpoint;
  readonly interfaceEndpoints: readonly InterfaceVpcEndpoint[];
  readonly flowLogGroup: LogGroup;
  private readonly views = new WeakMap<Construct, Map<Address, ISecurityGroup>>();

  constructor(scope: Construct, id: string, { app }: { readonly app: ResolvedApp }) {
    super(scope, id, { app, role: "Vpc", description: `Network of ${app.name} (${app.environment.name})` });
    const nat = natParts(app.network.nat);
    this.vpc = makeVpc(this, app, nat);
    markAddress(this.vpc, NETWORK_ADDRESS);
    this.taskSubnets = {
      subnetType: app.network.taskSubnets === "public" ? SubnetType.PUBLIC : SubnetType.PRIVATE_WITH_EGRESS,
    };
    this.functionSubnets = {
      subnetType: nat.kind === "none" ? SubnetType.PRIVATE_ISOLATED : SubnetType.PRIVATE_WITH_EGRESS,
    };
    this.dataSubnets = { subnetType: SubnetType.PRIVATE_ISOLATED };
    this.securityGroups = this.makeSecurityGroups(app, nat);
    this.rules = new SecurityGroupRuleSet(this, "Rules", {
      rules: securityGroupRules(app),
      securityGroupId: (address) => this.securityGroup(address).securityGroupId,
    });
    this.s3Endpoint = this.vpc.addGatewayEndpoint("S3Endpoint", { service: GatewayVpcEndpointAwsService.S3 });
    this.interfaceEndpoints = app.network.interfaceEndpoints.map((name) => this.makeEndpoint(name));
    this.flowLogGroup = addFlowLogs(this, this.vpc, app);
  }

  /**
   * A view of a part's security group for another stack: it can be put on things but takes no rules.
   * Addresses: every service, job, database, cache, the ingress, and `rotationAddress(database)`.
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

  private makeSecurityGroups(app: ResolvedApp, nat: NatParts): ReadonlyMap<Address, ISecurityGroup> {
    const own = securityGroupAddresses(app).map((address): [Address, ISecurityGroup] => {
      const group = new SecurityGroup(this, `SecurityGroup-${address}`, {
        vpc: this.vpc,
        description: `${environmentPrefix(app)} ${address}`,
        allowAllOutbound: false,
      });
      Tags.of(group).add("Name", `${environmentPrefix(app)}-${address}`);
      return [address, markAddress(group, subjectOf(address))];
    });
    return new Map(nat.kind === "instance" ? [...own, [NAT_ADDRESS, nat.provider.securityGroup]] : own);
  }

  private makeEndpoint(name: string): InterfaceVpcEndpoint {
    const endpoint = this.vpc.addInterfaceEndpoint(`Endpoint-${name}`, {
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

function makeVpc(stack: VpcStack, app: ResolvedApp, nat: NatParts): Vpc {
  const vpc = new Vpc(stack, "Vpc", {
    vpcName: environmentPrefix(app),
    ipAddresses: IpAddresses.cidr(app.network.cidr),
    availabilityZones: [...app.network.zones],
    subnetConfiguration: subnetLayout(app.network),
    // The default security group admits only its own members, and nothing here is one: every construct is given its groups.
    // Closing it too takes a Lambda function that may change security groups, which is the greater risk of the two.
    restrictDefaultSecurityGroup: false,
    ...(nat.kind === "none" ? { natGateways: 0 } : { natGateways: nat.count, natGatewayProvider: nat.provider }),
  });
  if (nat.kind === "instance") hardenNatInstances(nat.provider);
  return vpc;
}
