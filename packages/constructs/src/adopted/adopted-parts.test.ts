import { image, postgres, redis, resolveApp, service } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { type AppStacks, buildStacks } from "../stacks/build-stacks.js";

const secretArn = (name: string): string => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-AbCdEf`;

function build(): AppStacks {
  const database = postgres("main", {
    adopt: {
      host: "main.internal",
      name: "app",
      securityGroupId: "sg-0123456789abcdef0",
      secretArn: secretArn("sign-in"),
      keyArn: "arn:aws:kms:us-east-1:123456789012:key/0f1e2d3c",
    },
  });
  const cache = redis("cache", {
    adopt: { host: "cache.internal", securityGroupId: "sg-0123456789abcdef1", urlSecretArn: secretArn("cache-url") },
  });
  const env = { ...database.env, REDIS_URL: cache.url };
  const description = describeRoots(
    { services: [service("api", { image: image("app"), env })] },
    {
      environment: {
        network: {
          adopt: {
            vpcId: "vpc-0123456789abcdef0",
            zones: ["us-east-1a", "us-east-1b"],
            egress: "nat",
            publicSubnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
            privateSubnets: ["subnet-0123456789abcdef2", "subnet-0123456789abcdef3"],
          },
        },
      },
    },
  );
  const app = resolveApp(description, "test", { baseFolder: "/app" });
  return buildStacks(new App({ context: { ...appContext() } }), app);
}

describe("a database and a cache that exist already", () => {
  let stacks: AppStacks;
  beforeAll(() => {
    stacks = build();
  });

  it("let in who names them, by a rule in the groups that they are in", () => {
    const vpc = Template.fromStack(stacks.vpc);
    vpc.hasResourceProperties("AWS::EC2::SecurityGroupIngress", {
      GroupId: "sg-0123456789abcdef0",
      FromPort: 5432,
      SourceSecurityGroupId: Match.anyValue(),
    });
    vpc.hasResourceProperties("AWS::EC2::SecurityGroupEgress", {
      DestinationSecurityGroupId: "sg-0123456789abcdef1",
      FromPort: 6379,
    });
    // The service's own, and nobody else's.
    vpc.resourceCountIs("AWS::EC2::SecurityGroup", 1);
  });

  it("have nothing made of them", () => {
    const data = Template.fromStack(stacks.data);
    expect(data.toJSON()).toEqual(
      expect.objectContaining({ Resources: { Nothing: { Type: "AWS::CloudFormation::WaitConditionHandle" } } }),
    );
  });

  it("hand out what their secrets hold, and the rest as it is", () => {
    Template.fromStack(stacks.ecs).hasResourceProperties("AWS::ECS::TaskDefinition", {
      ContainerDefinitions: Match.arrayWith([
        Match.objectLike({
          Environment: Match.arrayWith([
            { Name: "PGDATABASE", Value: "app" },
            { Name: "PGHOST", Value: "main.internal" },
            { Name: "PGPORT", Value: "5432" },
          ]),
          Secrets: [
            { Name: "PGPASSWORD", ValueFrom: `${secretArn("sign-in")}:password::` },
            { Name: "PGUSER", ValueFrom: `${secretArn("sign-in")}:username::` },
            { Name: "REDIS_URL", ValueFrom: secretArn("cache-url") },
          ],
        }),
      ]),
    });
  });

  it("have their secrets read by the role that injects them, and the one key that is stated", () => {
    Template.fromStack(stacks.ecs).hasResourceProperties("AWS::IAM::Policy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: "ReadInjectedSecrets",
            Resource: [secretArn("cache-url"), secretArn("sign-in")],
          }),
          Match.objectLike({
            Sid: "DecryptInjectedSecrets",
            Resource: "arn:aws:kms:us-east-1:123456789012:key/0f1e2d3c",
          }),
        ]),
      },
    });
  });
});
