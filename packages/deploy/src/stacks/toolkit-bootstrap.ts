import type { IIoHost, StackActivity } from "@aws-cdk/toolkit-lib";
import type { ClientConfiguration } from "../aws/connection.js";
import type { Bootstrapping, BootstrapOrder } from "../bootstrap/bootstrapping.js";
import { BOOTSTRAP_STACK } from "../bootstrap/bootstrapping.js";
import { explainToolkitError } from "./explain-toolkit-error.js";
import { stackEventOf } from "./stack-event-of.js";

type Message = Parameters<IIoHost["notify"]>[0];

const isActivity = (data: unknown): data is StackActivity =>
  typeof data === "object" && data !== null && "event" in data && "progress" in data;

/** The CDK's own bootstrap stack, by the CDK's own tool. */
export const toolkitBootstrapping = (configuration: ClientConfiguration): Bootstrapping => ({
  bootstrap: async (order) => {
    try {
      return await bootstrapWithToolkit(order, configuration);
    } catch (error) {
      throw explainToolkitError(error, BOOTSTRAP_STACK);
    }
  },
});

async function bootstrapWithToolkit(
  { account, region, executionPolicies, onEvent }: BootstrapOrder,
  { credentials }: ClientConfiguration,
): Promise<"changed" | "unchanged"> {
  // Loaded here, for it brings the whole of the CDK's tool with it.
  const { BaseCredentials, BootstrapEnvironments, BootstrapStackParameters, Toolkit } =
    await import("@aws-cdk/toolkit-lib");
  const ioHost: IIoHost = {
    notify: async ({ code, data }: Message) => {
      if (code === "CDK_TOOLKIT_I5502" && isActivity(data))
        onEvent(stackEventOf(data.event), {
          resourcesDone: data.progress.completed,
          resourcesTotal: data.progress.total ?? null,
        });
      await Promise.resolve();
    },
    requestResponse: async (request) => Promise.resolve(request.defaultResponse),
  };
  const sdkConfig = { baseCredentials: BaseCredentials.custom({ provider: credentials, region }) };
  const toolkit = new Toolkit({ ioHost, color: false, emojis: false, sdkConfig });
  const { environments } = await toolkit.bootstrap(BootstrapEnvironments.fromList([`aws://${account}/${region}`]), {
    parameters: BootstrapStackParameters.withExisting({ cloudFormationExecutionPolicies: [...executionPolicies] }),
  });
  return environments.some(({ status }) => status === "success") ? "changed" : "unchanged";
}
