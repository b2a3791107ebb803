import type { ReadDescription } from "../ports.js";

/** Reads what `defineApp` made, whichever copy of the model made it. */
export const readDescription: ReadDescription = async (value) => {
  const { customizationOf, isAppDefinition, listEnvironments, resolveApp } = await import("@fairlead/model");
  if (!isAppDefinition(value)) return null;
  return {
    environments: listEnvironments(value),
    customization: customizationOf(value),
    resolve: (environment, options) => resolveApp(value, environment, options),
  };
};
