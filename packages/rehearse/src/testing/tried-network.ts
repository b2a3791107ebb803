import type { JsonRecord } from "../json/json-value.js";
import { getAtt, ref, resource } from "./written-resource.js";

/** The network of the tried template, with every reference that an app's network has. */
export const TRIED_NETWORK: JsonRecord = {
  Vpc: resource("AWS::EC2::VPC", { CidrBlock: "10.0.0.0/16" }),
  Gateway: resource("AWS::EC2::InternetGateway", {}),
  Attachment: resource("AWS::EC2::VPCGatewayAttachment", { VpcId: ref("Vpc"), InternetGatewayId: ref("Gateway") }),
  SubnetA: resource("AWS::EC2::Subnet", {
    VpcId: ref("Vpc"),
    CidrBlock: "10.0.0.0/24",
    AvailabilityZone: "eu-west-1a",
  }),
  SubnetB: resource("AWS::EC2::Subnet", {
    VpcId: ref("Vpc"),
    CidrBlock: "10.0.1.0/24",
    AvailabilityZone: "eu-west-1b",
  }),
  Routes: resource("AWS::EC2::RouteTable", { VpcId: ref("Vpc") }),
  PrivateRoutes: resource("AWS::EC2::RouteTable", { VpcId: ref("Vpc") }),
  RoutesOfSubnet: resource("AWS::EC2::SubnetRouteTableAssociation", {
    RouteTableId: ref("Routes"),
    SubnetId: ref("SubnetA"),
  }),
  RouteOut: resource("AWS::EC2::Route", {
    RouteTableId: ref("Routes"),
    DestinationCidrBlock: "0.0.0.0/0",
    GatewayId: ref("Gateway"),
  }),
  Address: resource("AWS::EC2::EIP", { Domain: "vpc" }),
  Nat: resource("AWS::EC2::NatGateway", {
    AllocationId: getAtt("Address", "AllocationId"),
    SubnetId: ref("SubnetA"),
  }),
  RouteThroughNat: resource("AWS::EC2::Route", {
    RouteTableId: ref("PrivateRoutes"),
    DestinationCidrBlock: "0.0.0.0/0",
    NatGatewayId: ref("Nat"),
  }),
  NatInstanceRole: resource("AWS::IAM::Role", {
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    },
  }),
  NatInstanceProfile: resource("AWS::IAM::InstanceProfile", { Roles: [ref("NatInstanceRole")] }),
  NatInstance: resource("AWS::EC2::Instance", {
    ImageId: "ami-12c6146b",
    InstanceType: "t4g.nano",
    IamInstanceProfile: ref("NatInstanceProfile"),
    NetworkInterfaces: [{ DeviceIndex: "0", GroupSet: [getAtt("ServiceGroup", "GroupId")], SubnetId: ref("SubnetA") }],
  }),
  InstanceRoutes: resource("AWS::EC2::RouteTable", { VpcId: ref("Vpc") }),
  RouteThroughInstance: resource("AWS::EC2::Route", {
    RouteTableId: ref("InstanceRoutes"),
    DestinationCidrBlock: "0.0.0.0/0",
    InstanceId: ref("NatInstance"),
  }),
  BalancerGroup: resource("AWS::EC2::SecurityGroup", { GroupDescription: "load balancer", VpcId: ref("Vpc") }),
  ServiceGroup: resource("AWS::EC2::SecurityGroup", { GroupDescription: "service", VpcId: ref("Vpc") }),
  Outgoing: resource("AWS::EC2::SecurityGroupEgress", {
    GroupId: getAtt("BalancerGroup", "GroupId"),
    IpProtocol: "tcp",
    FromPort: 8080,
    ToPort: 8080,
    DestinationSecurityGroupId: getAtt("ServiceGroup", "GroupId"),
  }),
  Incoming: resource("AWS::EC2::SecurityGroupIngress", {
    GroupId: getAtt("ServiceGroup", "GroupId"),
    IpProtocol: "tcp",
    FromPort: 8080,
    ToPort: 8080,
    SourceSecurityGroupId: getAtt("BalancerGroup", "GroupId"),
  }),
};
