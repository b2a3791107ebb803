import type { ResolvedApp, ResolvedCdn } from "@fairlead/model";
import { ArnFormat, Stack } from "aws-cdk-lib";
import type { Distribution } from "aws-cdk-lib/aws-cloudfront";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource } from "aws-cdk-lib/aws-logs";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { accessLogBucket } from "../alb/access-log-bucket.js";
import { boundedName, environmentPrefix } from "../stacks/resource-names.js";

/** CloudWatch Logs takes 60 characters (API reference, PutDeliverySource, quoted by aws-cdk-lib 2.276, 2026-11). */
const DELIVERY_NAME_CHARACTERS = 60;

/** What {@link CdnAccessLogs} are made from. */
export interface CdnAccessLogsProps {
  readonly app: ResolvedApp;
  readonly cdn: ResolvedCdn;
  /** By name. */
  readonly distributions: ReadonlyMap<string, Distribution>;
}

/**
 * One line for each request at CloudFront's edges. By CloudWatch's deliveries ("standard logging v2"), because the older way needs a
 * bucket with access lists:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html (2026-11)
 */
export class CdnAccessLogs extends Construct {
  readonly bucket: Bucket;
  readonly destination: CfnDeliveryDestination;
  readonly deliveries: readonly CfnDelivery[];

  constructor(scope: Construct, id: string, { app, cdn, distributions }: CdnAccessLogsProps) {
    super(scope, id);
    this.bucket = accessLogBucket(this, cdn.accessLogs.retentionDays);
    const stack = Stack.of(this);
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("delivery.logs.amazonaws.com")],
        actions: ["s3:PutObject"],
        resources: [this.bucket.arnForObjects("*")],
        conditions: {
          StringEquals: { "aws:SourceAccount": stack.account, "s3:x-amz-acl": "bucket-owner-full-control" },
          ArnLike: {
            "aws:SourceArn": stack.formatArn({
              service: "logs",
              resource: "delivery-source",
              resourceName: "*",
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
    const prefix = `${environmentPrefix(app)}-cdn`;
    this.destination = new CfnDeliveryDestination(this, "Destination", {
      name: boundedName(prefix, DELIVERY_NAME_CHARACTERS),
      destinationResourceArn: this.bucket.bucketArn,
      outputFormat: "json",
    });
    if (this.bucket.policy !== undefined) this.destination.node.addDependency(this.bucket.policy);
    this.deliveries = [...distributions].map(([name, distribution]) =>
      this.makeDelivery(name, boundedName(`${prefix}-${nameInNames(name)}`, DELIVERY_NAME_CHARACTERS), distribution),
    );
  }

  private makeDelivery(id: string, name: string, distribution: Distribution): CfnDelivery {
    const source = new CfnDeliverySource(this, `Source-${id}`, {
      name,
      logType: "ACCESS_LOGS",
      resourceArn: distribution.distributionArn,
    });
    const delivery = new CfnDelivery(this, `Delivery-${id}`, {
      deliverySourceName: source.ref,
      deliveryDestinationArn: this.destination.attrArn,
      s3SuffixPath: `${name}/{yyyy}/{MM}/{dd}`,
      s3EnableHiveCompatiblePath: false,
    });
    delivery.addResourceDependency(source);
    return delivery;
  }
}

/** Names take letters, digits, hyphens and underscores; a host has dots, and perhaps a star. */
const nameInNames = (name: string): string => name.replaceAll("*", "any").replaceAll(/[^\w-]/g, "-");
