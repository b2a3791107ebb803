import type { CommandDefinition } from "../command.js";

export const POLICY: CommandDefinition = {
  name: "policy",
  aliases: [],
  summary: "Print the least that IAM has to allow: to whoever deploys, reads, or is CloudFormation",
  description:
    "Prints policies as JSON, narrowed to one environment by the names of its things; AWS is not asked. `deploy` is for whoever deploys, rolls back, scales and runs jobs (it holds all of `read`); `read` for status, logs, diff, drift, why and preflight; `exec` for a shell in a running task; `secrets` for setting and rotating secrets, which is to read them, too; `destroy`, beside `deploy`, for emptying buckets when an environment ends; `execution` for CloudFormation's role, by the types of resources in the templates (`fairlead bootstrap` attaches it); `github` is the trust policy of a role that runs of GitHub Actions take on. Where one policy would be longer than IAM takes, several are printed, one after the other.",
  arguments: [],
  options: [
    { flags: "--for <user>", says: "deploy (default), read, exec, secrets, destroy, execution or github" },
    { flags: "--account <id>", says: "twelve digits; else the description's, else any" },
    { flags: "--repository <owner/name>", says: "with --for github: whose runs" },
    {
      flags: "--github-environment <name>",
      says: "with --for github: runs in this environment of GitHub's; else runs on the branch main",
    },
  ],
  examples: [
    {
      command: "fairlead policy -e prod > deploy.json",
      says: "For `aws iam create-policy --policy-document file://…`",
    },
    { command: "fairlead policy -e prod --for read", says: "For whoever is on call" },
    {
      command: "fairlead policy -e prod --for github --repository acme/shop --account 111122223333",
      says: "Who may take on the deploying role",
    },
  ],
  load: async () => (await import("../../commands/policy.js")).runPolicy,
};
