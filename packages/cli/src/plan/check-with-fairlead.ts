import type { CheckApp } from "../ports.js";

/** Fetched when it is needed, because it brings CDK with it. */
export const checkWithFairlead: CheckApp = async (input) => {
  const { checkApp } = await import("@fairlead/check");
  return checkApp(input);
};
