import type { ResolvedApp } from "@fairlead/model";
import { Stack } from "aws-cdk-lib";
import type { Distribution } from "aws-cdk-lib/aws-cloudfront";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Asset } from "aws-cdk-lib/aws-s3-assets";
import { Construct } from "constructs";
import { removalPolicy } from "../stacks/data-protection.js";
import { logRetention } from "../stacks/log-retention.js";
import { environmentPath, environmentPrefix } from "../stacks/resource-names.js";

/** What a {@link SitePublisher} is made from. */
export interface SitePublisherProps {
  readonly app: ResolvedApp;
  readonly retentionDays: number;
}

/**
 * What the CDK's function that brings sites into their buckets runs as and writes to. By itself the CDK would let it read all that was
 * ever deployed with the CDK in the account, and clear every distribution.
 */
export class SitePublisher extends Construct {
  readonly role: Role;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, { app, retentionDays }: SitePublisherProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, "Logs", {
      logGroupName: `/${environmentPath(app, "cdn/site-deployment")}`,
      retention: logRetention(retentionDays),
      removalPolicy: removalPolicy(app),
    });
    this.role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: `Brings the sites of ${environmentPrefix(app)} into their buckets`,
    });
    this.allow(["logs:CreateLogStream", "logs:PutLogEvents"], [this.logGroup.logGroupArn]);
  }

  /** Lets the function take a site's files, write them to the bucket, and clear the distributions that show it. */
  allowSite(files: Asset, bucket: Bucket, distributions: readonly Distribution[]): void {
    this.allow(["s3:GetObject"], [files.bucket.arnForObjects(files.s3ObjectKey)]);
    this.allow(["s3:ListBucket"], [bucket.bucketArn]);
    this.allow(
      ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      [bucket.arnForObjects("*")],
    );
    this.allow(
      ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
      distributions.map(({ distributionId }) =>
        Stack.of(this).formatArn({
          service: "cloudfront",
          region: "",
          resource: "distribution",
          resourceName: distributionId,
        }),
      ),
    );
  }

  private allow(actions: string[], resources: string[]): void {
    this.role.addToPolicy(new PolicyStatement({ actions, resources }));
  }
}
