import { image, ingress, type ResolvedApp, service, userPool, type UserPoolOptions } from "@fairlead/model";
import { resolveRoots } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { type AppStacks, buildStacks } from "../stacks/build-stacks.js";

const app = image("app");

interface Written {
  readonly options?: UserPoolOptions;
  readonly output?: "id" | "clientId" | "issuer" | "idForAdministration";
  readonly signIn?: boolean;
}

/** An app whose one service takes something from a pool, behind a sign-in or not. */
function resolve({ options = {}, output = "id", signIn = false }: Written): ResolvedApp {
  const users = userPool("users", options);
  const admin = service("admin", {
    image: app,
    port: 8080,
    rollout: { strategy: "rolling" },
    env: { POOL: users[output] },
  });
  const route = signIn ? { to: admin, signIn: users } : admin;
  return resolveRoots(
    { ingress: ingress({ routes: { "/admin/*": route } }) },
    { environment: { domain: "shop.example.com" } },
  );
}

const build = (written: Written): AppStacks => buildStacks(new App({ context: { ...appContext() } }), resolve(written));

function usersOf(written: Written): Template {
  const { users } = build(written);
  if (users === null) expect.fail("The app has a user pool.");
  return Template.fromStack(users);
}

describe("UsersStack", () => {
  it("makes a pool that asks for long passwords, tells nobody who is known and outlives its stack", () => {
    const template = usersOf({});
    template.hasResource("AWS::Cognito::UserPool", {
      Properties: {
        UserPoolName: "shop-test-users",
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        UsernameAttributes: ["email"],
        MfaConfiguration: "OPTIONAL",
        EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
        UserPoolTier: "ESSENTIALS",
        DeletionProtection: "ACTIVE",
        Policies: {
          PasswordPolicy: {
            MinimumLength: 12,
            RequireLowercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
            RequireUppercase: true,
            TemporaryPasswordValidityDays: 7,
          },
        },
      },
      DeletionPolicy: "RetainExceptOnCreate",
    });
    template.hasResourceProperties("AWS::Cognito::UserPoolClient", {
      GenerateSecret: false,
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      PreventUserExistenceErrors: "ENABLED",
      AccessTokenValidity: 60,
    });
    template.resourceCountIs("AWS::Cognito::UserPoolDomain", 0);
  });

  it("sends no text messages, which would take a role and cost money", () => {
    const text = JSON.stringify(usersOf({}).toJSON());
    expect(text).not.toMatch(/"Sms|SMS_MFA/u);
    expect(text).not.toContain("AWS::IAM::Role");
  });

  it("lets SES send for the app where an address is stated", () => {
    usersOf({ options: { emailFrom: "hello@shop.example.com" } }).hasResourceProperties("AWS::Cognito::UserPool", {
      EmailConfiguration: { EmailSendingAccount: "DEVELOPER", From: "hello@shop.example.com" },
    });
  });

  it("turns threat protection on with the plan that holds it", () => {
    usersOf({ options: { plan: "plus" } }).hasResourceProperties("AWS::Cognito::UserPool", {
      UserPoolTier: "PLUS",
      UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" },
    });
  });

  it("gives the load balancer a client with a secret, that returns to the hosts of the routes alone", () => {
    const template = usersOf({ signIn: true });
    template.hasResourceProperties("AWS::Cognito::UserPoolClient", {
      GenerateSecret: true,
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid", "email"],
      CallbackURLs: ["https://shop.example.com/oauth2/idpresponse"],
    });
    template.hasResourceProperties("AWS::Cognito::UserPoolDomain", {
      Domain: { "Fn::Join": ["", Match.arrayWith(["shop-test-users-"])] },
    });
  });

  it("adds clients to an adopted pool and changes nothing else of it", () => {
    const adopt = { id: "us-east-1_AbC", domain: "shop-pages" };
    const template = usersOf({ options: { adopt }, signIn: true });
    template.resourceCountIs("AWS::Cognito::UserPool", 0);
    template.resourceCountIs("AWS::Cognito::UserPoolDomain", 0);
    template.allResourcesProperties("AWS::Cognito::UserPoolClient", { UserPoolId: "us-east-1_AbC" });
    template.resourceCountIs("AWS::Cognito::UserPoolClient", 2);
  });

  it("is not there in an app without a pool, and can be deployed when all of one is adopted", () => {
    const adopted = usersOf({ options: { adopt: { id: "us-east-1_AbC", clientId: "4hx" } } });
    adopted.resourceCountIs("AWS::CloudFormation::WaitConditionHandle", 1);
    const without = resolveRoots({ services: [service("api", { image: app })] });
    expect(buildStacks(new App({ context: { ...appContext() } }), without).users).toBeNull();
  });
});

describe("a route that signs users in", () => {
  it("authenticates before it forwards, and for as long as it says", () => {
    const { alb } = build({ signIn: true });
    if (alb === null) expect.fail("The app has an ingress.");
    Template.fromStack(alb).hasResourceProperties("AWS::ElasticLoadBalancingV2::ListenerRule", {
      Actions: [
        {
          Type: "authenticate-cognito",
          Order: 1,
          AuthenticateCognitoConfig: {
            UserPoolArn: Match.anyValue(),
            UserPoolClientId: Match.anyValue(),
            UserPoolDomain: Match.anyValue(),
            Scope: "openid email",
            SessionCookieName: "AWSELBAuthSessionCookie-users",
            SessionTimeout: 43_200,
          },
        },
        Match.objectLike({ Type: "forward", Order: 2 }),
      ],
    });
  });

  it("lets the load balancer out to Cognito, and only then", () => {
    const out = { CidrIp: "0.0.0.0/0", FromPort: 443, Description: Match.stringLikeRegexp("sign-in") };
    const count = (signIn: boolean) =>
      Object.keys(
        Template.fromStack(build({ signIn }).vpc).findResources("AWS::EC2::SecurityGroupEgress", { Properties: out }),
      ).length;
    expect([count(true), count(false)]).toEqual([1, 0]);
  });
});

describe("a container that takes something from a user pool", () => {
  const ecsOf = (written: Written) => Template.fromStack(build(written).ecs);
  const cognitoStatements = (template: Template) =>
    JSON.stringify(template.findResources("AWS::IAM::Policy")).match(/cognito-idp:[A-Za-z]+/gu) ?? [];

  it.each(["id", "clientId", "issuer"] as const)("is given the %s as plain text and no permission", (output) => {
    const template = ecsOf({ output });
    template.hasResourceProperties("AWS::ECS::TaskDefinition", {
      ContainerDefinitions: Match.arrayWith([
        Match.objectLike({ Environment: [{ Name: "POOL", Value: Match.anyValue() }] }),
      ]),
    });
    expect(cognitoStatements(template)).toEqual([]);
  });

  it("may do what is done to users, on this pool alone, when it takes the id for administration", () => {
    const template = ecsOf({ output: "idForAdministration", options: { adopt: { id: "us-east-1_AbC" } } });
    template.hasResourceProperties("AWS::IAM::Policy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: Match.arrayWith(["cognito-idp:AdminCreateUser", "cognito-idp:ListUsers"]),
            Resource: { "Fn::Join": ["", Match.arrayWith([Match.stringLikeRegexp(":userpool/us-east-1_AbC$")])] },
          }),
        ]),
      },
    });
    expect(cognitoStatements(template).filter((action) => /Pool|Client|Provider|\*/u.test(action))).toEqual([]);
  });
});
