import { AWS_OPTIONS } from "../aws-options.js";
import type { CommandDefinition } from "../command.js";

export const BOOTSTRAP: CommandDefinition = {
  name: "bootstrap",
  aliases: [],
  summary: "Ready an account for deployments, once: the CDK's bootstrap stack, with narrow policies",
  description:
    "Makes the managed policies that `fairlead policy --for execution` prints, and the CDK's bootstrap stack (CDKToolkit) with them in every region that has stacks of the environment. CloudFormation's role then may do what the templates need, and is no administrator. Policies that the role has of others stay, since all apps of an account deploy with the same role; with --drop-administrator AdministratorAccess goes. It takes an administrator, and asks first. Run it again when the description has resources of a new type; a second run that changes nothing changes nothing.",
  arguments: [],
  options: [
    { flags: "--drop-administrator", says: "take AdministratorAccess away from CloudFormation's role" },
    ...AWS_OPTIONS,
  ],
  output: "events",
  examples: [
    { command: "fairlead bootstrap -e prod --profile admin", says: "Once for each account" },
    { command: "fairlead bootstrap -e prod --drop-administrator", says: "Away with AdministratorAccess" },
  ],
  load: async () => (await import("../../commands/bootstrap.js")).runBootstrap,
};
