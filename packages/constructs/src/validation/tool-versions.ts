import { createRequire } from "node:module";
import { Fault } from "@fairlead/errors";

const requireJson = createRequire(import.meta.url);

function versionOf(packageName: string): string {
  const manifest: unknown = requireJson(`${packageName}/package.json`);
  if (typeof manifest === "object" && manifest !== null && "version" in manifest) return String(manifest.version);
  throw new Fault("VersionUnknown", `The package.json of ${packageName} states no version.`);
}

/**
 * Versions that a verdict follows from, read without loading the tools. `aws-cdk-lib` bundles the CloudFormation validator, its
 * schemas and the list of rules it leaves out; cdk-nag reads templates through the resource classes of `aws-cdk-lib`.
 */
export function toolVersions(): { readonly "cloudformation-validate": string; readonly "cdk-nag": string } {
  const cdk = versionOf("aws-cdk-lib");
  return { "cloudformation-validate": cdk, "cdk-nag": `${versionOf("cdk-nag")} on ${cdk}` };
}
