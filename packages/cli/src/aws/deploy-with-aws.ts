import { Fault } from "@fairlead/errors";
import type { Deploy } from "../ports.js";

export const deployWithAws: Deploy = () => {
  throw new Fault("DeployPending", "The verb is not there yet.");
};
