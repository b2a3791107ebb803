import { bucket, type BucketOptions, type BucketReference, image, service } from "@fairlead/model";
import { resolveRoots } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { buildStacks } from "../stacks/build-stacks.js";

const whole = ({ nameForReadingAndWriting }: ReturnType<typeof bucket>): BucketReference => nameForReadingAndWriting;

function synthesize(options: BucketOptions = {}, named: (files: ReturnType<typeof bucket>) => BucketReference = whole) {
  const app = resolveRoots({
    services: [service("api", { image: image("app"), env: { BUCKET: named(bucket("files", options)) } })],
  });
  const stacks = buildStacks(new App({ context: { ...appContext() } }), app);
  return { data: Template.fromStack(stacks.data), ecs: Template.fromStack(stacks.ecs) };
}

describe("a bucket", () => {
  it("is private, encrypted with the environment's key, and outlives its stack", () => {
    synthesize().data.hasResource("AWS::S3::Bucket", {
      Properties: {
        BucketName: Match.absent(),
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              BucketKeyEnabled: true,
              ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: Match.anyValue() },
            },
          ],
        },
        VersioningConfiguration: { Status: "Enabled" },
      },
      DeletionPolicy: "RetainExceptOnCreate",
      UpdateReplacePolicy: "Retain",
    });
  });

  it("turns clients without TLS away", () => {
    synthesize().data.hasResourceProperties("AWS::S3::BucketPolicy", {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: "Deny", Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
        ],
      },
    });
  });

  it("goes with its stack where it may, and keeps no versions where none are wanted", () => {
    synthesize({ deletionProtection: false, versioning: false }).data.hasResource("AWS::S3::Bucket", {
      Properties: { VersioningConfiguration: Match.absent() },
      DeletionPolicy: "Delete",
    });
  });

  it("forgets unfinished uploads, old versions, and what it is told to", () => {
    synthesize({ expireDays: 365, lifecycle: { "tmp/": { expireDays: 1 } } }).data.hasResourceProperties(
      "AWS::S3::Bucket",
      {
        LifecycleConfiguration: {
          Rules: [
            {
              Id: "Housekeeping",
              Status: "Enabled",
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
              NoncurrentVersionExpiration: { NoncurrentDays: 30 },
              ExpiredObjectDeleteMarker: true,
            },
            { Id: "All", Status: "Enabled", ExpirationInDays: 365 },
            { Id: "Prefix tmp/", Status: "Enabled", Prefix: "tmp/", ExpirationInDays: 1 },
          ],
        },
      },
    );
  });

  it("lets the browsers of the named origins upload", () => {
    synthesize({ cors: ["https://app.example.com"] }).data.hasResourceProperties("AWS::S3::Bucket", {
      CorsConfiguration: {
        CorsRules: [
          {
            AllowedOrigins: ["https://app.example.com"],
            AllowedMethods: ["GET", "HEAD", "POST", "PUT"],
            AllowedHeaders: ["*"],
            ExposedHeaders: ["ETag"],
            MaxAge: 3600,
          },
        ],
      },
    });
  });

  const roleAllows = (ecs: Template, statements: readonly unknown[]): void => {
    ecs.hasResourceProperties("AWS::IAM::Policy", {
      PolicyName: Match.stringLikeRegexp("TaskRole"),
      PolicyDocument: { Statement: statements.length === 0 ? [] : Match.arrayWith([...statements]) },
    });
  };
  const throughS3 = {
    StringEquals: { "kms:ViaService": { "Fn::Join": ["", ["s3.us-east-1.", { Ref: "AWS::URLSuffix" }]] } },
  };

  it("is read by who may read", () => {
    const { ecs } = synthesize({}, ({ nameForReading }) => nameForReading);
    roleAllows(ecs, [
      Match.objectLike({ Sid: "ListObjects", Action: ["s3:GetBucketLocation", "s3:ListBucket"] }),
      Match.objectLike({ Sid: "ReadObjects", Action: "s3:GetObject" }),
      Match.objectLike({ Sid: "DecryptObjects", Action: "kms:Decrypt", Condition: throughS3 }),
    ]);
  });

  it("is written to by who may write, who reads nothing", () => {
    const { ecs } = synthesize({}, ({ nameForWriting }) => nameForWriting);
    roleAllows(ecs, [
      Match.objectLike({
        Sid: "WriteObjects",
        Action: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
        Resource: { "Fn::Join": ["", [Match.anyValue(), "/*"]] },
      }),
      Match.objectLike({
        Sid: "EncryptObjects",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Condition: throughS3,
      }),
    ]);
    ecs.resourcePropertiesCountIs(
      "AWS::IAM::Policy",
      { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: "s3:GetObject" })]) } },
      0,
    );
  });
});
