import type { ResolvedApp } from "@fairlead/model";
import { environmentRegions } from "../../target/environment-regions.js";
import { observed } from "../observation.js";
import type { Observation, PreflightRule } from "../preflight-rule.js";

/** What the CDK's synthesizer needs (`MINIMUM_BOOTSTRAP_STACK_VERSION` of aws-cdk-lib's default one, 2.276); each template checks it again. */
const LEAST_VERSION = 6;

export const bootstrapped: PreflightRule = {
  id: "bootstrapped",
  says: "the CDK's bootstrap stack is in every region of the environment",
  isEssential: true,
  run: async ({ target: { app } }, { account }) => {
    const regions = environmentRegions(app);
    const versions = await Promise.all(regions.map((region) => account.bootstrapVersion(region)));
    return regions.flatMap((region, at) => judge(app, region, versions[at] ?? null));
  },
};

function judge(app: ResolvedApp, region: string, version: number | null): readonly Observation[] {
  const fix = `Run \`fairlead bootstrap -e ${app.environment.name}\`, once for each account and region.`;
  if (version === null) {
    const message = `Region ${region} is not bootstrapped: CloudFormation has no roles to deploy with, nor a bucket for its assets.`;
    return [observed(app, "error", { on: null, code: "NotBootstrapped", message, fix })];
  }
  if (version >= LEAST_VERSION) return [];
  const message = `The bootstrap stack of region ${region} is of version ${version}; ${LEAST_VERSION} is the least.`;
  return [observed(app, "error", { on: null, code: "BootstrapTooOld", message, fix })];
}
