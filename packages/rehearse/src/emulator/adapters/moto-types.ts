import { byMoto } from "../resources/by-moto.js";
import type { Proof, TypeDecision } from "../resources/resource-maker.js";
import { REMOVALS } from "./network-removal.js";

/** What moto's CloudFormation makes by itself, as the template says. */
export const MOTO_TYPES: readonly TypeDecision[] = [
  // What each names is tried by emulator/wrong-references.test.ts.
  proved("AWS::EC2::NatGateway", "Its subnet and its address must be there. No packet goes through it."),
  proved("AWS::EC2::Route", "Its route table and what it leads to must be there. No packet is led anywhere."),
  proved("AWS::EC2::RouteTable", "Its VPC must be there, and it can't go before its subnets have left it."),
  proved(
    "AWS::EC2::SecurityGroup",
    "Its VPC must be there; rules, services, load balancers and databases are refused without it. No packet is ever held up.",
    "GroupName",
  ),
  proved(
    "AWS::EC2::Subnet",
    "Its VPC must be there and have its addresses; services and databases are refused without it.",
  ),
  proved("AWS::EC2::VPC", "Its parts are refused without it, and it can't go before they have gone."),
  proved("AWS::EC2::VPCGatewayAttachment", "Both its VPC and its gateway must be there."),
  proved(
    "AWS::ECS::Cluster",
    "Services are refused without it. The key and the log group of its sessions are not looked for.",
    "ClusterName",
  ),
  proved(
    "AWS::ElasticLoadBalancingV2::Listener",
    "Its load balancer and its certificate must be there. No request comes.",
  ),
  proved(
    "AWS::ElasticLoadBalancingV2::ListenerRule",
    "Its listener and its target groups must be there, whose weights move as a deployment shifts traffic.",
  ),
  proved(
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "Its subnets and security groups must be there; listeners are refused without it. The bucket of its logs is not looked for, and no request comes.",
    "Name",
  ),
  proved(
    "AWS::ElasticLoadBalancingV2::TargetGroup",
    "Its VPC must be there; rules and services are refused without it. The health of its targets is the simulator's.",
    "Name",
  ),
  proved(
    "AWS::IAM::Policy",
    "Its roles must be there. What its statements speak of is not looked for, and nobody is refused by it.",
  ),
  proved(
    "AWS::Route53::RecordSet",
    "Its hosted zone must be there. What it points at is not looked for, and no name is resolved.",
  ),
  proved(
    "AWS::AutoScaling::AutoScalingGroup",
    "Its subnets and its launch template must be there. No instance starts.",
    "AutoScalingGroupName",
  ),
  stored("AWS::CloudWatch::Dashboard", "It is kept as written."),
  proved("AWS::EC2::EIP", "NAT gateways are refused without it. No packet comes to it."),
  proved("AWS::EC2::FlowLog", "What it watches must be there, though not where its logs go. No traffic is logged."),
  proved("AWS::EC2::Instance", "Its instance profile must be there, and routes are refused without it. Nothing boots."),
  proved("AWS::EC2::InternetGateway", "Routes and attachments are refused without it. No packet goes through it."),
  stored("AWS::EC2::LaunchTemplate", "It is kept; no instance starts from it.", "LaunchTemplateName"),
  proved("AWS::EC2::VPCEndpoint", "Its VPC and its route tables must be there. No packet goes through it."),
  stored("AWS::ECR::Repository", "It is kept; a rehearsal has no images to put into it.", "RepositoryName"),
  stored("AWS::EFS::AccessPoint", "It is kept; nothing is mounted."),
  proved(
    "AWS::EFS::FileSystem",
    "Mount targets are refused without it. Its key is not looked for, and nothing is mounted.",
  ),
  proved(
    "AWS::EFS::MountTarget",
    "Its file system, its subnet and its security groups must be there. Nothing is mounted.",
  ),
  stored("AWS::Events::Rule", "It is kept; no event comes.", "Name"),
  proved("AWS::IAM::InstanceProfile", "Its role must be there. No instance has it.", "InstanceProfileName"),
  stored(
    "AWS::IAM::Role",
    "It is kept, and policies and functions are refused without it; tasks and databases aren't. Who may what is not checked.",
    "RoleName",
  ),
  proved("AWS::KMS::Alias", "Its key must be there."),
  proved(
    "AWS::Lambda::Function",
    "Its role must be there, though not its subnets, security groups and log group. It is kept with its code, and never runs.",
    "FunctionName",
  ),
  stored("AWS::Lambda::LayerVersion", "It is kept."),
  proved("AWS::Lambda::Permission", "Its function must be there, though not who may invoke it. Nobody does."),
  stored("AWS::S3::Bucket", "It is kept; nothing of the app's is put into it.", "BucketName"),
  stored("AWS::SNS::Topic", "It is kept; no message is sent.", "TopicName"),
  proved(
    "AWS::SQS::Queue",
    "The queue of its dead letters must be there, though not its key. No message is sent.",
    "QueueName",
  ),
  stored("AWS::StepFunctions::StateMachine", "It is kept; it is never started."),
];

function decided(
  type: string,
  proof: Proof,
  { because, name }: { because: string; name?: string | undefined },
): TypeDecision {
  const remove = REMOVALS[type];
  const named = name === undefined ? {} : { name };
  return { type, proof, because, maker: byMoto(remove === undefined ? named : { ...named, remove }) };
}

function proved(type: string, because: string, name?: string): TypeDecision {
  return decided(type, "proved", { because, name });
}

function stored(type: string, because: string, name?: string): TypeDecision {
  return decided(type, "stored only", { because, name });
}
