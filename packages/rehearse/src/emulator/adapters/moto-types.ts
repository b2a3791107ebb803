import { byMoto } from "../resources/by-moto.js";
import type { Proof, TypeDecision } from "../resources/resource-maker.js";
import { REMOVALS } from "./network-removal.js";

/** What moto's CloudFormation makes by itself, as the template says. */
export const MOTO_TYPES: readonly TypeDecision[] = [
  // moto is taken to refuse them when what they name isn't there; no test tries that of each.
  proved("AWS::EC2::NatGateway", "Its subnet must be there. No packet goes through it."),
  proved("AWS::EC2::Route", "Its route table must be there. No packet is led anywhere."),
  proved("AWS::EC2::RouteTable", "Its VPC must be there, and it can't go before its subnets have left it."),
  proved(
    "AWS::EC2::SecurityGroup",
    "Rules and services are refused without it. No packet is ever held up.",
    "GroupName",
  ),
  proved(
    "AWS::EC2::Subnet",
    "Its VPC must be there and have its addresses; services and databases are refused without it.",
  ),
  proved("AWS::EC2::VPC", "Its parts are refused without it, and it can't go before they have gone."),
  proved("AWS::EC2::VPCGatewayAttachment", "Both its VPC and its gateway must be there."),
  proved("AWS::ECS::Cluster", "Services are refused without it.", "ClusterName"),
  proved(
    "AWS::ElasticLoadBalancingV2::Listener",
    "Its load balancer and its certificate must be there. No request comes.",
  ),
  proved(
    "AWS::ElasticLoadBalancingV2::ListenerRule",
    "Its listener must be there; the weights of its target groups move as a deployment shifts traffic.",
  ),
  proved(
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "Its subnets must be there; listeners are refused without it. No request comes.",
    "Name",
  ),
  proved(
    "AWS::ElasticLoadBalancingV2::TargetGroup",
    "The health of its targets is the simulator's; its settings are written and read back by the verbs.",
    "Name",
  ),
  proved("AWS::IAM::Policy", "Its document is checked for its form. Nobody is refused by it."),
  proved("AWS::Route53::RecordSet", "Its hosted zone must be there. No name is resolved."),
  stored(
    "AWS::AutoScaling::AutoScalingGroup",
    "It is kept with its sizes; no instance starts.",
    "AutoScalingGroupName",
  ),
  stored("AWS::CloudWatch::Dashboard", "It is kept as written."),
  stored("AWS::EC2::EIP", "It is kept; no packet comes to it."),
  stored("AWS::EC2::FlowLog", "It is kept; no traffic is logged."),
  stored("AWS::EC2::InternetGateway", "It is kept; no packet goes through it."),
  stored("AWS::EC2::LaunchTemplate", "It is kept; no instance starts from it.", "LaunchTemplateName"),
  stored("AWS::EC2::VPCEndpoint", "It is kept; no packet goes through it."),
  stored("AWS::ECR::Repository", "It is kept; a rehearsal has no images to put into it.", "RepositoryName"),
  stored("AWS::EFS::AccessPoint", "It is kept; nothing is mounted."),
  stored("AWS::EFS::FileSystem", "It is kept; nothing is mounted."),
  stored("AWS::EFS::MountTarget", "It is kept; nothing is mounted."),
  stored("AWS::Events::Rule", "It is kept; no event comes.", "Name"),
  stored("AWS::IAM::InstanceProfile", "It is kept; no instance has it.", "InstanceProfileName"),
  stored("AWS::IAM::Role", "It is kept; who may what is not checked.", "RoleName"),
  stored("AWS::KMS::Alias", "It is kept."),
  stored("AWS::Lambda::Function", "It is kept with its code; it never runs.", "FunctionName"),
  stored("AWS::Lambda::LayerVersion", "It is kept."),
  stored("AWS::Lambda::Permission", "It is kept; nobody invokes the function."),
  stored("AWS::S3::Bucket", "It is kept; nothing of the app's is put into it.", "BucketName"),
  stored("AWS::SNS::Topic", "It is kept; no message is sent.", "TopicName"),
  stored("AWS::SQS::Queue", "It is kept; no message is sent.", "QueueName"),
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
