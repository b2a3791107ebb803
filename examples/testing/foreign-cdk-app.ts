import { App, Duration, Stack } from "aws-cdk-lib";
import { Distribution } from "aws-cdk-lib/aws-cloudfront";
import { LoadBalancerV2Origin } from "aws-cdk-lib/aws-cloudfront-origins";
import { Vpc } from "aws-cdk-lib/aws-ec2";
import { Cluster, ContainerImage, Secret } from "aws-cdk-lib/aws-ecs";
import { ApplicationLoadBalancedFargateService } from "aws-cdk-lib/aws-ecs-patterns";
import {
  Credentials,
  DatabaseInstance,
  DatabaseInstanceEngine,
  DatabaseSecret,
  PostgresEngineVersion,
} from "aws-cdk-lib/aws-rds";

const env = { region: "us-east-1", account: "123456789012" };

/** What the CDK would ask the account for, as it lies in `cdk.context.json`. */
const context = { "availability-zones:account=123456789012:region=us-east-1": ["us-east-1a", "us-east-1b"] };

/**
 * A CDK app as many are, that never heard of Fairlead: a streaming service on Fargate behind CloudFront and a load balancer, with a
 * database whose password rotates, in two stacks. The CDK says nothing against it.
 */
export function foreignCdkApp(outdir: string): App {
  const app = new App({ outdir, context });
  const vpc = new Vpc(new Stack(app, "Network", { env }), "Vpc");
  const stack = new Stack(app, "Chat", { env });
  const credentials = new DatabaseSecret(stack, "Credentials", { username: "chat" });
  const database = new DatabaseInstance(stack, "Database", {
    engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_13 }),
    credentials: Credentials.fromSecret(credentials),
    vpc,
  });
  database.addRotationSingleUser();
  const { service, loadBalancer } = new ApplicationLoadBalancedFargateService(stack, "Api", {
    cluster: new Cluster(stack, "Cluster", { vpc }),
    cpu: 512,
    memoryLimitMiB: 1024,
    desiredCount: 2,
    idleTimeout: Duration.minutes(5),
    taskImageOptions: {
      image: ContainerImage.fromRegistry("node:18"),
      containerPort: 8080,
      secrets: { PGPASSWORD: Secret.fromSecretsManager(credentials, "password") },
    },
  });
  const scaling = service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 });
  scaling.scaleOnCpuUtilization("Cpu", { targetUtilizationPercent: 70 });
  database.connections.allowDefaultPortFrom(service);
  new Distribution(stack, "Cdn", { defaultBehavior: { origin: new LoadBalancerV2Origin(loadBalancer) } });
  return app;
}
