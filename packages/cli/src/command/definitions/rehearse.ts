import type { CommandDefinition } from "../command.js";

export const REHEARSE: CommandDefinition = {
  name: "rehearse",
  aliases: [],
  summary: "Deploy to an emulator, try releases with faults, and say what that proves",
  description:
    "Plans the environment and deploys it to an emulator by the same code that deploys for real, without an AWS account: moto, which is installed into .fairlead/tools the first time (it takes Python and the network), or whatever answers at AWS_ENDPOINT_URL. Then it tries releases that go well and releases that don't, rolls back, destroys, and looks for what is left; and simulates each service under each fault. Writes .fairlead/<env>/rehearsal.json and rehearsal.html. Ends with 3 when something did not end as it should.",
  arguments: [],
  options: [{ flags: "--faults", says: "show every simulated fault, and not only those that don't go as they should" }],
  output: "events",
  examples: [
    { command: "fairlead rehearse -e prod", says: "Before the first deployment" },
    { command: "fairlead rehearse -e prod --json", says: "A gate for CI" },
  ],
  load: async () => (await import("../../commands/rehearse.js")).runRehearse,
};
