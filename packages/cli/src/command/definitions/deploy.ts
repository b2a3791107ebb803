import type { CommandDefinition } from "../command.js";
import { RELEASE_OPTIONS } from "../release-options.js";

export const DEPLOY: CommandDefinition = {
  name: "deploy",
  aliases: [],
  summary: "Deploy an environment, and end well only if what was asked for serves",
  description:
    "Plans the environment, looks at everything that could stand in the way before anything is touched, shows what would change and asks, also for the values of secrets that have none (without a person they come with `--secrets`), builds and pushes the images that lack, brings the stacks up side by side as their dependencies allow, runs the release jobs, rolls the services out, verifies what serves and records the release. A rollback, whoever made it, is a failure. Ctrl-C on a terminal asks whether to keep waiting, to leave it running, or to abort and go back; in CI, SIGINT and SIGTERM leave it running in AWS. Running it again carries on where it was left.",
  arguments: [],
  options: [
    {
      flags: "--image <name=ref>",
      says: "take this image: api=<repository>@sha256:…, or a digest or tag of the environment's own repository",
      isRepeatable: true,
    },
    { flags: "--resume <release>", says: "carry on with this release, which another run may still hold" },
    { flags: "--detach", says: "end with 6 as soon as only services are waited for; AWS goes on by itself" },
    { flags: "--dry-run", says: "plan only, as `fairlead plan` does" },
    ...RELEASE_OPTIONS,
  ],
  output: "events",
  examples: [
    { command: "fairlead deploy -e prod", says: "Deploy production, and be asked before anything changes" },
    { command: "fairlead deploy -e prod --yes --json", says: "In CI: one event a line, the outcome last" },
    {
      command: "fairlead deploy -e prod --yes --secrets .env.prod",
      says: "The first time in CI: with the values that only you know",
    },
    {
      command: "fairlead deploy -e prod --allow-replace databases.main",
      says: "Accept that this database is replaced",
    },
  ],
  load: async () => (await import("../../commands/deploy.js")).runDeploy,
};
