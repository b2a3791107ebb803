// The yardstick of `npm run bench:plan`: the same stacks in a bare CDK app, with CDK's own validation on.
// Usage: node bare-app.ts <module with the resolved app> <output folder>
import { buildStacks } from "@fairlead/constructs";
import { Fault } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import { App } from "aws-cdk-lib";

interface ResolvedModule {
  readonly resolved: ResolvedApp;
}

const isResolvedModule = (value: unknown): value is ResolvedModule =>
  typeof value === "object" && value !== null && "resolved" in value;

const [resolvedFile = "", outdir = ""] = process.argv.slice(2);
const module: unknown = await import(resolvedFile);
if (!isResolvedModule(module)) throw new Fault("NotResolved", `${resolvedFile} holds no resolved app.`);
const app = new App({ outdir, analyticsReporting: false });
buildStacks(app, module.resolved);
app.synth();
