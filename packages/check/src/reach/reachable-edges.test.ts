import { describe, expect, it } from "vitest";
import { anAssembly } from "../testing/an-assembly.js";
import { partyName } from "./party.js";
import { reachableEdges } from "./reachable-edges.js";

const group = (properties: Readonly<Record<string, unknown>> = {}) => ({
  Type: "AWS::EC2::SecurityGroup",
  Properties: properties,
});
const idOf = (logicalId: string) => ({ "Fn::GetAtt": [logicalId, "GroupId"] });
const nowhere = {
  SecurityGroupEgress: [{ CidrIp: "255.255.255.255/32", IpProtocol: "icmp", FromPort: 252, ToPort: 86 }],
};
const into = (to: string, from: string, port: number) => ({
  Type: "AWS::EC2::SecurityGroupIngress",
  Properties: { GroupId: idOf(to), SourceSecurityGroupId: idOf(from), IpProtocol: "tcp", FromPort: port, ToPort: port },
});
const outOf = (from: string, to: string, port: number) => ({
  Type: "AWS::EC2::SecurityGroupEgress",
  Properties: {
    GroupId: idOf(from),
    DestinationSecurityGroupId: idOf(to),
    IpProtocol: "tcp",
    FromPort: port,
    ToPort: port,
  },
});

const edges = (resources: Parameters<typeof anAssembly>[0][string]["resources"]) =>
  reachableEdges(
    anAssembly({ net: { resources } }, { addresses: { "net/A": "services.a", "net/B": "databases.b" } }),
  ).map(
    ({ from, to, protocol, fromPort, toPort }) =>
      `${partyName(from)} ${partyName(to)} ${protocol} ${fromPort}-${toPort}`,
  );

/** As the CDK writes it: on the port of whatever the group belongs to. */
const onPortOf = (resource: string, attribute: string) => {
  const port = { "Fn::GetAtt": [resource, attribute] };
  return {
    Type: "AWS::EC2::SecurityGroupIngress",
    Properties: {
      GroupId: idOf("B"),
      SourceSecurityGroupId: idOf("A"),
      IpProtocol: "tcp",
      FromPort: port,
      ToPort: port,
    },
  };
};
const database = (properties: Readonly<Record<string, unknown>>) => ({
  Type: "AWS::RDS::DBInstance",
  Properties: properties,
});

describe("reachableEdges", () => {
  it.each([
    [database({ Engine: "postgres" }), "Endpoint.Port", "5432-5432"],
    [database({ Engine: "postgres", Port: "5433" }), "Endpoint.Port", "5433-5433"],
    [database({ Engine: "db2-se" }), "Endpoint.Port", "0-65535"],
    [
      { Type: "AWS::ElastiCache::ReplicationGroup", Properties: { Engine: "valkey" } },
      "PrimaryEndPoint.Port",
      "6379-6379",
    ],
    [database({ Engine: "postgres" }), "Endpoint.Address", "0-65535"],
  ])("knows the port of %j by its %s: %s", (resource, attribute, ports) => {
    const resources = { A: group(), B: group(nowhere), Data: resource, In: onPortOf("Data", attribute) };
    expect(edges(resources)).toContain(`services.a databases.b tcp ${ports}`);
  });

  it("finds an edge where the one group may go out and the other lets in", () => {
    const resources = { A: group(nowhere), B: group(nowhere), Out: outOf("A", "B", 5432), In: into("B", "A", 5432) };
    expect(edges(resources)).toEqual(["services.a databases.b tcp 5432-5432"]);
  });

  it("finds none where only one side is open, or the ports differ", () => {
    const closed = { A: group(nowhere), B: group(nowhere) };
    expect(edges({ ...closed, In: into("B", "A", 5432) })).toEqual([]);
    expect(edges({ ...closed, Out: outOf("A", "B", 5432) })).toEqual([]);
    expect(edges({ ...closed, Out: outOf("A", "B", 5433), In: into("B", "A", 5432) })).toEqual([]);
  });

  it("knows that AWS opens everything outward where a group has no outbound rule", () => {
    expect(edges({ A: group(), B: group(nowhere), In: into("B", "A", 5432) })).toEqual([
      "services.a 0.0.0.0/0 -1 0-65535",
      "services.a databases.b tcp 5432-5432",
    ]);
  });

  it("shows who may come from the internet", () => {
    const open = { SecurityGroupIngress: [{ CidrIp: "0.0.0.0/0", IpProtocol: "tcp", FromPort: 443, ToPort: 443 }] };
    expect(edges({ A: group({ ...nowhere, ...open }) })).toEqual(["0.0.0.0/0 services.a tcp 443-443"]);
  });

  it("shows a group that is in no template as it is written there", () => {
    const foreign = {
      SecurityGroupIngress: [{ SourceSecurityGroupId: "sg-1", IpProtocol: "tcp", FromPort: 80, ToPort: 80 }],
    };
    expect(edges({ A: group({ ...nowhere, ...foreign }) })).toEqual(['"sg-1" services.a tcp 80-80']);
  });
});
