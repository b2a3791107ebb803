import { byMoto } from "../resources/by-moto.js";
import type { TypeDecision } from "../resources/resource-maker.js";

/** What moto's CloudFormation makes by itself, as the template says. */
export const MOTO_TYPES: readonly TypeDecision[] = [
  kept("AWS::AutoScaling::AutoScalingGroup", "AutoScalingGroupName"),
  kept("AWS::CloudWatch::Dashboard"),
  kept("AWS::EC2::EIP"),
  kept("AWS::EFS::AccessPoint"),
  kept("AWS::EFS::FileSystem"),
  kept("AWS::EFS::MountTarget"),
  kept("AWS::EC2::FlowLog"),
  kept("AWS::EC2::InternetGateway"),
  kept("AWS::EC2::LaunchTemplate", "LaunchTemplateName"),
  kept("AWS::EC2::NatGateway"),
  kept("AWS::EC2::Route"),
  kept("AWS::EC2::RouteTable"),
  kept("AWS::EC2::SecurityGroup", "GroupName"),
  kept("AWS::EC2::Subnet"),
  kept("AWS::EC2::SubnetRouteTableAssociation"),
  kept("AWS::EC2::VPC"),
  kept("AWS::EC2::VPCEndpoint"),
  kept("AWS::EC2::VPCGatewayAttachment"),
  kept("AWS::ECR::Repository", "RepositoryName"),
  kept("AWS::ECS::Cluster", "ClusterName"),
  kept("AWS::ElasticLoadBalancingV2::Listener"),
  kept("AWS::ElasticLoadBalancingV2::ListenerRule"),
  kept("AWS::ElasticLoadBalancingV2::LoadBalancer", "Name"),
  kept("AWS::ElasticLoadBalancingV2::TargetGroup", "Name"),
  kept("AWS::Events::Rule", "Name"),
  kept("AWS::IAM::InstanceProfile", "InstanceProfileName"),
  kept("AWS::IAM::Policy"),
  kept("AWS::IAM::Role", "RoleName"),
  kept("AWS::KMS::Alias"),
  kept("AWS::Lambda::Function", "FunctionName"),
  kept("AWS::Lambda::LayerVersion"),
  kept("AWS::Lambda::Permission"),
  kept("AWS::Logs::LogGroup", "LogGroupName"),
  kept("AWS::Route53::RecordSet"),
  kept("AWS::S3::Bucket", "BucketName"),
  kept("AWS::SNS::Topic", "TopicName"),
  kept("AWS::SQS::Queue", "QueueName"),
  kept("AWS::StepFunctions::StateMachine"),
];

function kept(type: string, name?: string): TypeDecision {
  return { type, proof: "stored only", because: "", maker: byMoto(name === undefined ? {} : { name }) };
}
