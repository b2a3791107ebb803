import type { Mistake } from "../mistake.js";

/** What the workflow that deploys does. */
export const PIPELINE_MISTAKES: readonly Mistake[] = [
  {
    id: "keys-that-never-end",
    mistake: "The workflow signs in to AWS with access keys that are kept as its secrets and never end.",
    outcome: {
      kind: "out-of-reach",
      because: "A workflow is a file of GitHub's and no part of the description.",
      reachedBy: "A check of the repository's workflows would; the example's own signs in by OpenID Connect.",
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
