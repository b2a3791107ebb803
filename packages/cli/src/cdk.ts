// For descriptions that reach into CDK; apart from "fairlead", so that all others load without it.
export { type Change, customize } from "@fairlead/constructs";
