import type { ToolEntry } from "./tool-entry.js";

/** What Fairlead's own constructs note on themselves while they are made. */
export const CDK_ENTRIES: readonly ToolEntry[] = [
  {
    rules: ["fairlead:siteNotBuilt"],
    code: "SiteNotBuilt",
    severity: "error",
    title: "The files of a site are not there",
    predicate: "has no files",
    why: "The folder's content goes into the plan; without it the site would answer 404 to everything.",
    fix: 'Build the site before it is planned, e.g. with "npm run build", or correct its "folder".',
    link: "https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3_deployment-readme.html",
  },
];
