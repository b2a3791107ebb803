import type { GraphResource } from "../templates/graph-resource.js";

/** The account and the region that resources of templates are thought to be in; no one's, as AWS's own documents write it. */
export const ACCOUNT = "111122223333";
export const REGION = "us-east-1";

/** What stands between `arn:aws:` and the resource's name. */
const SHAPES: Readonly<Record<string, (name: string) => string>> = {
  "AWS::S3::Bucket": (name) => `s3:::${name}`,
  "AWS::SecretsManager::Secret": (name) => `secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-AbCdEf`,
  "AWS::SSM::Parameter": (name) => `ssm:${REGION}:${ACCOUNT}:parameter/${name}`,
  "AWS::SQS::Queue": (name) => `sqs:${REGION}:${ACCOUNT}:${name}`,
  "AWS::SNS::Topic": (name) => `sns:${REGION}:${ACCOUNT}:${name}`,
  "AWS::KMS::Key": (name) => `kms:${REGION}:${ACCOUNT}:key/${name}`,
  "AWS::Logs::LogGroup": (name) => `logs:${REGION}:${ACCOUNT}:log-group:${name}`,
  "AWS::ECR::Repository": (name) => `ecr:${REGION}:${ACCOUNT}:repository/${name}`,
  "AWS::ECS::Cluster": (name) => `ecs:${REGION}:${ACCOUNT}:cluster/${name}`,
  "AWS::ECS::Service": (name) => `ecs:${REGION}:${ACCOUNT}:service/cluster/${name}`,
  "AWS::ECS::TaskDefinition": (name) => `ecs:${REGION}:${ACCOUNT}:task-definition/${name}:1`,
  "AWS::IAM::Role": (name) => `iam::${ACCOUNT}:role/${name}`,
  "AWS::Lambda::Function": (name) => `lambda:${REGION}:${ACCOUNT}:function:${name}`,
  "AWS::EFS::FileSystem": (name) => `elasticfilesystem:${REGION}:${ACCOUNT}:file-system/${name}`,
  "AWS::EFS::AccessPoint": (name) => `elasticfilesystem:${REGION}:${ACCOUNT}:access-point/${name}`,
  "AWS::Cognito::UserPool": (name) => `cognito-idp:${REGION}:${ACCOUNT}:userpool/${name}`,
  "AWS::RDS::DBInstance": (name) => `rds:${REGION}:${ACCOUNT}:db:${name}`,
  "AWS::RDS::DBCluster": (name) => `rds:${REGION}:${ACCOUNT}:cluster:${name}`,
  "AWS::StepFunctions::StateMachine": (name) => `states:${REGION}:${ACCOUNT}:stateMachine:${name}`,
};

const NAMES = [
  "BucketName",
  "Name",
  "QueueName",
  "TopicName",
  "LogGroupName",
  "RepositoryName",
  "RoleName",
  "FunctionName",
];

/** What a resource is called on AWS: the name that the template gives it, else its logical id. */
export function nameOf({ properties, logicalId }: GraphResource): string {
  const given = NAMES.map((property) => properties[property]).find((name) => typeof name === "string");
  return typeof given === "string" ? given : logicalId;
}

/** The ARN that a resource of a template is thought to get; of a type that isn't in the table it is told apart by its logical id. */
export function syntheticArn(resource: GraphResource): string {
  const name = nameOf(resource).replace(/^\//, resource.type === "AWS::SSM::Parameter" ? "" : "/");
  const shape = SHAPES[resource.type];
  return shape === undefined
    ? `arn:aws:${(resource.type.split("::")[1] ?? "aws").toLowerCase()}:${REGION}:${ACCOUNT}:${resource.logicalId}`
    : `arn:aws:${shape(name)}`;
}
