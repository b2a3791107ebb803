import { existsSync } from "node:fs";
import { join } from "node:path";
import { addressOf, type ResolvedSite } from "@fairlead/model";
import { Annotations, Duration } from "aws-cdk-lib";
import type { Distribution } from "aws-cdk-lib/aws-cloudfront";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { Asset } from "aws-cdk-lib/aws-s3-assets";
import { BucketDeployment, CacheControl, Source } from "aws-cdk-lib/aws-s3-deployment";
import { Construct } from "constructs";
import { markAddress } from "../provenance/mark-address.js";
import type { SitePublisher } from "./site-publisher.js";

/** What a {@link SiteDeployment} is made from. */
export interface SiteDeploymentProps {
  readonly site: ResolvedSite;
  readonly bucket: Bucket;
  /** The distributions that the site is seen through. */
  readonly distributions: readonly Distribution[];
  /** Folder that the site's own is relative to. */
  readonly baseFolder: string;
  readonly publisher: SitePublisher;
}

/** A name that holds a hash of its content never means another content. */
const FOR_A_YEAR = [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()];

/** Kept, but asked after each time: the answer is mostly that nothing has changed. */
const ASK_EACH_TIME = [CacheControl.setPublic(), CacheControl.noCache()];

/** One Lambda function does it for all; a web client of a hundred MB takes a minute with this much. */
const MEMORY_MIB = 1024;

/**
 * Brings the folder into the bucket whenever its content changes, and has CloudFront forget what it kept. First the files with a
 * hash in their names, of which none is ever taken away, so that a page that was opened yesterday finds its parts; then all
 * others, which name them.
 */
export class SiteDeployment extends Construct {
  /** In the order in which they run; empty while the folder isn't there. */
  readonly steps: readonly BucketDeployment[];

  constructor(scope: Construct, id: string, props: SiteDeploymentProps) {
    super(scope, id);
    markAddress(this, addressOf("site", props.site.name));
    const folder = join(props.baseFolder, props.site.folder);
    this.steps = isBuilt(props, folder) ? this.makeSteps(props, new Asset(this, "Files", { path: folder })) : [];
    this.steps.reduce((before: Construct, step) => {
      step.node.addDependency(before);
      return step;
    }, props.publisher.role);
  }

  private makeSteps(props: SiteDeploymentProps, files: Asset): BucketDeployment[] {
    const { site, bucket, distributions, publisher } = props;
    publisher.allowSite(files, bucket, distributions);
    const hashed = site.immutableFolders.map((folder) => `${folder}/*`);
    const common = {
      sources: [Source.bucket(files.bucket, files.s3ObjectKey)],
      destinationBucket: bucket,
      memoryLimit: MEMORY_MIB,
      role: publisher.role.withoutPolicyUpdates(),
      logGroup: publisher.logGroup,
    };
    return [
      ...(hashed.length === 0
        ? []
        : [
            new BucketDeployment(this, "Hashed", {
              ...common,
              exclude: ["*"],
              include: hashed,
              cacheControl: FOR_A_YEAR,
              prune: false,
            }),
          ]),
      ...distributions.map(
        (distribution, index) =>
          new BucketDeployment(this, index === 0 ? "Pages" : `Pages-${index + 1}`, {
            ...common,
            exclude: hashed,
            cacheControl: ASK_EACH_TIME,
            prune: true,
            distribution,
            distributionPaths: ["/*"],
          }),
      ),
    ];
  }
}

/** Without its files a site is no site; the template is written all the same, so that the rest can be looked at. */
function isBuilt({ site, bucket }: SiteDeploymentProps, folder: string): boolean {
  const lacking = [folder, join(folder, "index.html")].find((path) => !existsSync(path));
  if (lacking === undefined) return true;
  const what = lacking === folder ? `The folder ${site.folder}` : `The file index.html in ${site.folder}`;
  // The id in brackets is how the CDK marks its own warnings; findings know the case by it.
  Annotations.of(bucket).addError(
    `${what} of the site ${site.name} is not there. Build the site before it is planned. [ack: fairlead:siteNotBuilt]`,
  );
  return false;
}
