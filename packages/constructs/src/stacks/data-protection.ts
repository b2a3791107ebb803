import type { ResolvedApp } from "@fairlead/model";
import { RemovalPolicy } from "aws-cdk-lib";

/**
 * Whether an environment holds what must not go by mistake. Then stacks with data refuse to be deleted, and the key, the
 * repositories and the logs outlive them.
 */
export const isProtected = (app: ResolvedApp): boolean =>
  [...app.databases, ...app.buckets, ...app.volumes].some(({ deletionProtection }) => deletionProtection) ||
  app.ingress?.deletionProtection === true;

/**
 * What becomes of a thing that can't be made again, when its stack goes. A protected environment keeps it, unless the very
 * operation that made it is rolled back: left behind, an empty thing with a fixed name would be in the way of the next try.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html (2026-11)
 */
export const removalPolicy = (app: ResolvedApp): RemovalPolicy =>
  isProtected(app) ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;

/** Whether snapshots or backups outlive the environment's stacks. They are encrypted with its key, and so worth as much as the key is there. */
export const leavesSnapshots = (app: ResolvedApp): boolean =>
  app.databases.some(({ finalSnapshot }) => finalSnapshot) ||
  app.caches.some(({ snapshotRetentionDays }) => snapshotRetentionDays > 0) ||
  app.backup !== null;
