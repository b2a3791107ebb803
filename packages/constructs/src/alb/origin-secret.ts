import { CDN_REGION, type ResolvedApp } from "@fairlead/model";
import { RemovalPolicy, SecretValue } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { environmentPath } from "../stacks/resource-names.js";

/**
 * What CloudFront shows the load balancer. CloudFront puts its own value in place of one that a client sends
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html, assumed as of 2025).
 */
export const ORIGIN_HEADER = "X-Origin-Verify";

/** No part's name has a slash in it, so no secret of the app's is called the same. */
const secretName = (app: ResolvedApp): string => environmentPath(app, "ingress/origin");

/**
 * The secret by which the load balancer knows the environment's own distributions: by their addresses alone it could not tell them
 * from anybody else's. CloudFormation reads it where it deploys, so a copy lies where CloudFront's stack is.
 *
 * Encrypted with Secrets Manager's own key, which there is in both regions; whoever may look at the distribution or at the rules
 * sees the value anyway.
 */
export const originSecret = (scope: Construct, app: ResolvedApp): Secret =>
  new Secret(scope, "OriginSecret", {
    secretName: secretName(app),
    description: `What CloudFront shows the load balancer of ${app.name} (${app.environment.name})`,
    // A rule compares without regard to case and takes wildcards: letters and digits only.
    generateSecretString: { passwordLength: 64, excludePunctuation: true, includeSpace: false },
    replicaRegions: app.environment.region === CDN_REGION ? [] : [{ region: CDN_REGION }],
    removalPolicy: RemovalPolicy.DESTROY,
  });

/**
 * What stands in the header: the secret, and behind it the one rule that is meant where only some may use it. A request that
 * CloudFront took for another path's, however it is written, then doesn't come to that rule.
 */
const headerValue = (secret: string, rule: number | null): string => `${secret}-${rule ?? "open"}`;

/** The header's value in the stack that holds the secret. */
export const originValueHere = (secret: Secret, rule: number | null): string =>
  headerValue(secret.secretValue.unsafeUnwrap(), rule);

/** The header's value in CloudFront's stack, where the secret is known by its name. */
export const originValueAtEdge = (app: ResolvedApp, rule: number | null): string =>
  headerValue(SecretValue.secretsManager(secretName(app)).unsafeUnwrap(), rule);
