import { ec2, ecs, elasticLoadBalancing } from "../resources/calls.js";
import type { ResourceMaker } from "../resources/resource-maker.js";

type Remove = ResourceMaker["remove"];

const byId =
  (action: string, name: string): Remove =>
  async ({ physicalId }, _asked, api) => {
    await ec2(api, action, { [name]: physicalId });
  };

/** How what moto's CloudFormation leaves where it is, is taken away. */
export const REMOVALS: Readonly<Record<string, Remove>> = {
  "AWS::EC2::EIP": async ({ physicalId }, _asked, api) => {
    const name = physicalId.startsWith("eipalloc-") ? "AllocationId" : "PublicIp";
    await ec2(api, "ReleaseAddress", { [name]: physicalId });
  },
  "AWS::EC2::FlowLog": byId("DeleteFlowLogs", "FlowLogId.1"),
  "AWS::EC2::InternetGateway": byId("DeleteInternetGateway", "InternetGatewayId"),
  "AWS::EC2::NatGateway": byId("DeleteNatGateway", "NatGatewayId"),
  "AWS::EC2::Route": async (_made, { properties }, api) => {
    const { RouteTableId = "", DestinationCidrBlock = null, DestinationIpv6CidrBlock = null } = properties;
    await ec2(api, "DeleteRoute", { RouteTableId, DestinationCidrBlock, DestinationIpv6CidrBlock });
  },
  "AWS::EC2::RouteTable": byId("DeleteRouteTable", "RouteTableId"),
  "AWS::EC2::VPCEndpoint": byId("DeleteVpcEndpoints", "VpcEndpointId.1"),
  "AWS::EC2::VPCGatewayAttachment": async (_made, { properties }, api) => {
    const { VpcId = "", InternetGatewayId = "" } = properties;
    await ec2(api, "DetachInternetGateway", { VpcId, InternetGatewayId });
  },
  "AWS::ECS::Cluster": async ({ physicalId }, _asked, api) => {
    await ecs(api, "DeleteCluster", { cluster: physicalId });
  },
  "AWS::ElasticLoadBalancingV2::Listener": async ({ physicalId }, _asked, api) => {
    await elasticLoadBalancing(api, "DeleteListener", { ListenerArn: physicalId });
  },
  "AWS::ElasticLoadBalancingV2::ListenerRule": async ({ physicalId }, _asked, api) => {
    await elasticLoadBalancing(api, "DeleteRule", { RuleArn: physicalId });
  },
  "AWS::ElasticLoadBalancingV2::TargetGroup": async ({ physicalId }, _asked, api) => {
    await elasticLoadBalancing(api, "DeleteTargetGroup", { TargetGroupArn: physicalId });
  },
};
