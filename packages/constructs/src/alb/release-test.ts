import { isTested, type ResolvedApp, type ResolvedService } from "@fairlead/model";
import { RemovalPolicy } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { environmentPath } from "../stacks/resource-names.js";

/** What a request shows that is meant for a new revision which has no traffic yet. */
export const TEST_HEADER = "X-Release-Test";

/** No part's name has a slash in it, so no secret of the app's is called the same. */
export const testSecretName = (app: ResolvedApp): string => environmentPath(app, "ingress/test");

/**
 * The secret by which the load balancer tells those who try a new revision from everybody else. ECS leads the rules that ask for it to
 * the new revision while it has no other traffic. They stand on the listener that all use: a port of its own would be one more that is
 * open, and a security group can't name who comes to a public load balancer through a NAT gateway.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html (2026-11)
 */
export const testSecret = (scope: Construct, app: ResolvedApp): Secret | null =>
  app.services.some(({ rollout }) => isTested(rollout))
    ? new Secret(scope, "TestSecret", {
        secretName: testSecretName(app),
        description: `What a request to a new revision of ${app.name} (${app.environment.name}) shows before it has traffic`,
        // A rule compares without regard to case and takes wildcards: letters and digits only.
        generateSecretString: { passwordLength: 64, excludePunctuation: true, includeSpace: false },
        removalPolicy: RemovalPolicy.DESTROY,
      })
    : null;

/** Each service has a value of its own, so that who tries one doesn't come to the new revision of another. */
export const testHeaderEnd = ({ name }: Pick<ResolvedService, "name">): string => `-${name}`;

/** The header's value in the stack that holds the secret. */
export const testHeaderValue = (secret: Secret, service: Pick<ResolvedService, "name">): string =>
  `${secret.secretValue.unsafeUnwrap()}${testHeaderEnd(service)}`;
