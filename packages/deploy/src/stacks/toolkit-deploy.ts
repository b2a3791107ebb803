import type { Template } from "@fairlead/constructs";
import type { IIoHost, SdkConfig, StackActivity, Toolkit } from "@aws-cdk/toolkit-lib";
import type { ClientConfiguration } from "../aws/connection.js";
import { assemblyWithTemplate } from "./assembly-with-template.js";
import { stackEventOf } from "./stack-event-of.js";
import type { OnStackEvent } from "./stacks.js";

/** How CloudFormation is asked to change a stack. Emulators know no change set that imports another stack's values. */
export type DeploymentMethod = "change-set" | "direct";

/** What the toolkit is to do. */
export interface ToolkitOrder {
  readonly directory: string;
  readonly stack: string;
  readonly template: Template | null;
  /** All that have a value other than their default. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly method: DeploymentMethod;
  /** Whether what was begun is taken back when it fails. */
  readonly rollback: boolean;
  readonly onEvent: OnStackEvent;
}

type Message = Parameters<IIoHost["notify"]>[0];

const isActivity = (data: unknown): data is StackActivity =>
  typeof data === "object" && data !== null && "event" in data && "progress" in data;

const isNoOp = (data: unknown): boolean =>
  typeof data === "object" && data !== null && "noOp" in data && data.noOp === true;

/** Reads the toolkit's messages for one stack. Their codes are its contract: see the CDK's "message registry" (read 2026-11). */
class StackListener implements IIoHost {
  changed = true;
  private readonly onEvent: OnStackEvent;

  constructor(onEvent: OnStackEvent) {
    this.onEvent = onEvent;
  }

  async notify({ code, data }: Message): Promise<void> {
    if (code === "CDK_TOOLKIT_I5502" && isActivity(data)) {
      const { completed, total } = data.progress;
      this.onEvent(stackEventOf(data.event), { resourcesDone: completed, resourcesTotal: total ?? null });
    }
    if (code === "CDK_TOOLKIT_I5900" && isNoOp(data)) this.changed = false;
    await Promise.resolve();
  }

  /** Whoever deploys was asked for the whole plan beforehand, so the toolkit's own questions get its own answers. */
  async requestResponse<Answer>(request: { readonly defaultResponse: Answer }): Promise<Answer> {
    return await Promise.resolve(request.defaultResponse);
  }
}

async function toolkitFor(listener: StackListener, { credentials, region }: ClientConfiguration): Promise<Toolkit> {
  // Loaded here, for it brings the whole of the CDK's tool with it, and most commands deploy nothing.
  const { BaseCredentials, Toolkit } = await import("@aws-cdk/toolkit-lib");
  const sdkConfig: SdkConfig = { baseCredentials: BaseCredentials.custom({ provider: credentials, region }) };
  return new Toolkit({ ioHost: listener, color: false, emojis: false, sdkConfig });
}

/** Publishes a stack's assets and deploys it. Says whether anything was changed; throws what the toolkit throws. */
export async function deployWithToolkit(
  order: ToolkitOrder,
  configuration: ClientConfiguration,
): Promise<"changed" | "unchanged"> {
  const { directory, stack, template, parameters, method, rollback, onEvent } = order;
  await using temporary = template === null ? null : await assemblyWithTemplate(directory, stack, template);
  const { ExpandStackSelection, StackParameters, StackSelectionStrategy } = await import("@aws-cdk/toolkit-lib");
  const listener = new StackListener(onEvent);
  const toolkit = await toolkitFor(listener, configuration);
  const source = await toolkit.fromAssemblyDirectory(temporary?.directory ?? directory);
  await toolkit.deploy(source, {
    stacks: {
      strategy: StackSelectionStrategy.PATTERN_MUST_MATCH_SINGLE,
      patterns: [stack],
      expand: ExpandStackSelection.NONE,
    },
    deploymentMethod: { method },
    rollback,
    parameters: StackParameters.exactly({ ...parameters }),
  });
  return listener.changed ? "changed" : "unchanged";
}
