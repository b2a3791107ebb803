import type { Mistake } from "../mistake.js";

/** What the workflow that deploys does. */
export const PIPELINE_MISTAKES: readonly Mistake[] = [
  {
    id: "keys-that-never-end",
    mistake: "The workflow signs in to AWS with access keys that are kept as its secrets and never end.",
    outcome: {
      kind: "out-of-reach",
      because: "The workflow is no part of the description.",
      reachedBy:
        "Making the workflow from the description, as the example of the LLM Proxy has it: OpenID Connect and a role for each environment.",
    },
  },
  {
    id: "nobody-is-asked",
    mistake:
      "One workflow deploys every push to all environments with `--require-approval never`: nobody sees a permission or a port that opens.",
    outcome: {
      kind: "out-of-reach",
      because: "Who approves what is a setting of the pipeline.",
      reachedBy: "Comparing a plan with what is deployed, and asking where permissions or ways are added.",
    },
  },
];
