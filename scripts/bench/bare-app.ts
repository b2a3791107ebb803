// The yardstick of `npm run bench:plan`: the same stacks in a bare CDK app, with CDK's own validation on.
// Usage: node bare-app.ts <resolved app as JSON> <output folder>
import { readFileSync } from "node:fs";
import { buildStacks } from "@fairlead/constructs";
import type { ResolvedApp } from "@fairlead/model";
import { App } from "aws-cdk-lib";

const readResolvedApp = (file: string): ResolvedApp => JSON.parse(readFileSync(file, "utf8"));

const [resolvedFile = "", outdir = ""] = process.argv.slice(2);
const app = new App({ outdir, analyticsReporting: false });
buildStacks(app, readResolvedApp(resolvedFile));
app.synth();
