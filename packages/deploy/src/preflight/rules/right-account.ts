import { observed } from "../observation.js";
import type { PreflightRule } from "../preflight-rule.js";

export const rightAccount: PreflightRule = {
  id: "right-account",
  says: "the credentials are of the account that the description names",
  isEssential: true,
  run: async ({ target: { app } }, { account }) => {
    const { account: actual, arn } = await account.identity();
    const { account: wanted, name } = app.environment;
    if (wanted === null || wanted === actual) return [];
    return [
      observed(app, "error", {
        on: null,
        code: "OtherAccount",
        message: `Environment "${name}" belongs to account ${wanted}, and these credentials are of account ${actual} (${arn}).`,
        fix: "Choose the right credentials with --profile or AWS_PROFILE.",
      }),
    ];
  },
};
