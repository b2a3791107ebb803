import { createHash } from "node:crypto";
import type { ResolvedApp } from "@fairlead/model";
import { Function as EdgeFunction, FunctionCode, FunctionRuntime } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import { boundedName, environmentPrefix } from "../stacks/resource-names.js";
import { type EdgeFunctionConfig, edgeFunctionCode, needsEdgeFunction } from "./edge-function-code.js";

/** CloudFront takes 64 characters (API reference, CreateFunction, assumed as of 2025). */
const FUNCTION_NAME_CHARACTERS = 64;

/** The functions of a stack, each made once: what two paths do alike is one function's. */
export class EdgeFunctions {
  readonly functions = new Map<string, EdgeFunction>();

  private readonly scope: Construct;
  private readonly app: ResolvedApp;

  constructor(scope: Construct, app: ResolvedApp) {
    this.scope = scope;
    this.app = app;
  }

  /** The function that does what is asked; `null`: nothing is. */
  of(config: EdgeFunctionConfig): EdgeFunction | null {
    if (!needsEdgeFunction(config)) return null;
    const code = edgeFunctionCode(config);
    const digest = createHash("sha256").update(code).digest("hex").slice(0, 8);
    const made = this.functions.get(digest) ?? this.make(digest, code);
    this.functions.set(digest, made);
    return made;
  }

  private make(digest: string, code: string): EdgeFunction {
    return new EdgeFunction(this.scope, `Function-${digest}`, {
      // The name follows the code, so that a new one is there before the old one is let go of.
      functionName: boundedName(`${environmentPrefix(this.app)}-${digest}`, FUNCTION_NAME_CHARACTERS),
      comment: `Before requests to ${this.app.name}, ${this.app.environment.name}`,
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(code),
    });
  }
}
