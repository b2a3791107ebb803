import type { TemplateResource } from "@fairlead/constructs";
import { describe, expect, it } from "vitest";
import { anAssembly } from "../testing/an-assembly.js";
import { nameOfEnd, reachabilityMatrix } from "./reachability-matrix.js";

type Properties = Readonly<Record<string, unknown>>;

const resource = (Type: string, Properties: Properties = {}): TemplateResource => ({ Type, Properties });
const ref = (logicalId: string) => ({ Ref: logicalId });
const groupId = (logicalId: string) => ({ "Fn::GetAtt": [logicalId, "GroupId"] });
const nowhere = { CidrIp: "255.255.255.255/32", IpProtocol: "icmp", FromPort: 252, ToPort: 86 };
const everywhere = { CidrIp: "0.0.0.0/0", IpProtocol: "tcp", FromPort: 443, ToPort: 443 };

const group = (rules: { readonly in?: readonly Properties[]; readonly out?: readonly Properties[] }) =>
  resource("AWS::EC2::SecurityGroup", {
    SecurityGroupIngress: rules.in ?? [],
    SecurityGroupEgress: rules.out ?? [nowhere],
  });

const subnet = (name: string, route: Properties | null): Record<string, TemplateResource> => ({
  [name]: resource("AWS::EC2::Subnet"),
  [`${name}Table`]: resource("AWS::EC2::RouteTable"),
  [`${name}Join`]: resource("AWS::EC2::SubnetRouteTableAssociation", {
    SubnetId: ref(name),
    RouteTableId: ref(`${name}Table`),
  }),
  ...(route === null
    ? {}
    : {
        [`${name}Route`]: resource("AWS::EC2::Route", {
          RouteTableId: ref(`${name}Table`),
          DestinationCidrBlock: "0.0.0.0/0",
          ...route,
        }),
      }),
});

const service = (subnetName: string, assignPublicIp: "ENABLED" | "DISABLED") =>
  resource("AWS::ECS::Service", {
    NetworkConfiguration: {
      AwsvpcConfiguration: {
        SecurityGroups: [groupId("Group")],
        Subnets: [ref(subnetName)],
        AssignPublicIp: assignPublicIp,
      },
    },
  });

const waysOf = (resources: Record<string, TemplateResource>): string[] =>
  reachabilityMatrix(anAssembly({ net: { resources } }, { addresses: { "net/Group": "services.api" } })).map(
    ({ from, to, protocol, fromPort, toPort }) =>
      `${nameOfEnd(from)} → ${nameOfEnd(to)} ${protocol} ${fromPort}-${toPort}`,
  );

const PUBLIC = { GatewayId: "igw-1" };
const NAT = { NatGatewayId: "nat-1" };

describe("the reachability matrix", () => {
  it.each([
    ["a public subnet with a public address", PUBLIC, "ENABLED", ["0.0.0.0/0 → services.api tcp 443-443"]],
    ["a public subnet without a public address", PUBLIC, "DISABLED", []],
    ["a private subnet, whatever its address", NAT, "ENABLED", []],
    ["an isolated subnet", null, "ENABLED", []],
  ] as const)("lets the internet into %s as routes have it", (_where, route, assignPublicIp, ways) => {
    expect(
      waysOf({ ...subnet("Net", route), Group: group({ in: [everywhere] }), Api: service("Net", assignPublicIp) }),
    ).toEqual(ways);
  });

  it.each([
    ["through a NAT", NAT, "DISABLED", ["services.api → 0.0.0.0/0 tcp 443-443"]],
    ["with an address of its own", PUBLIC, "ENABLED", ["services.api → 0.0.0.0/0 tcp 443-443"]],
    ["never from a public subnet without an address", PUBLIC, "DISABLED", []],
    ["never from an isolated subnet", null, "DISABLED", []],
  ] as const)("lets a task out %s", (_how, route, assignPublicIp, ways) => {
    expect(
      waysOf({ ...subnet("Net", route), Group: group({ out: [everywhere] }), Api: service("Net", assignPublicIp) }),
    ).toEqual(ways);
  });

  it("takes a network that is in no template for open", () => {
    const api = resource("AWS::ECS::Service", {
      NetworkConfiguration: {
        AwsvpcConfiguration: { SecurityGroups: [groupId("Group")], Subnets: ["subnet-1"], AssignPublicIp: "ENABLED" },
      },
    });
    expect(waysOf({ Group: group({ in: [everywhere] }), Api: api })).toEqual(["0.0.0.0/0 → services.api tcp 443-443"]);
  });

  it("speaks of the group itself where nothing carries it, as with a task that is run on demand", () => {
    expect(waysOf({ Group: group({ out: [everywhere] }) })).toEqual(["services.api → 0.0.0.0/0 tcp 443-443"]);
  });

  it("tells a proxy from what is behind it, and CloudFront's addresses from other lists", () => {
    const listed = (id: string) => ({ IpProtocol: "tcp", FromPort: 443, ToPort: 443, SourcePrefixListId: id });
    const proxy = resource("AWS::RDS::DBProxy", {
      VpcSecurityGroupIds: [groupId("Group")],
      VpcSubnetIds: [ref("Net")],
    });
    expect(
      waysOf({
        ...subnet("Net", null),
        Group: group({ in: [listed("pl-3b927c52"), listed("pl-0123456789abcdef0")] }),
        Proxy: proxy,
      }),
    ).toEqual([
      "CloudFront (pl-3b927c52) → services.api (its proxy) tcp 443-443",
      "pl-0123456789abcdef0 → services.api (its proxy) tcp 443-443",
    ]);
  });
});
