import { fileURLToPath } from "node:url";
import { type DeployPorts, openAws } from "@fairlead/deploy";
import { RehearsalClock } from "../clock/rehearsal-clock.js";
import { type EmulatedApi, emulatedApi } from "../emulator/api/emulated-api.js";
import { oneAfterAnother } from "../emulator/api/one-after-another.js";
import type { LiveCluster } from "../emulator/ecs/live-cluster.js";
import { startEmulator } from "../emulator/emulator.js";
import type { EmulatedWorld } from "../emulator/scenario/emulated-world.js";
import { withEmulatorCredentials } from "../scenario/with-emulator-credentials.js";

/** Kept between runs, so that moto is installed once. */
const TOOLS = fileURLToPath(new URL("../../../../.fairlead/tools", import.meta.url));

/** Not us-east-1, which some of AWS's calls treat unlike all others. */
const REGION = "eu-west-1";

/** An emulator, and what `@fairlead/deploy` has for AWS, pointed at it: every adapter is the real one. */
export interface EmulatedAws {
  readonly ports: DeployPorts;
  /** The emulator itself, past the front. */
  readonly api: EmulatedApi;
  /** The same by the front, without the SDK. */
  readonly front: EmulatedApi;
  readonly cluster: LiveCluster;
  /** With the variables that the CDK's toolkit reads: it takes an endpoint from nothing else. */
  within<Result>(work: () => Promise<Result>): Promise<Result>;
  stop(): Promise<void>;
}

/** Nothing is known of any service, and jobs end well. */
const EMPTY_WORLD: EmulatedWorld = {
  rollout: () => null,
  trial: () => ({ faults: [], seed: 1 }),
  job: () => ({ exitCode: 0, seconds: 60, lines: [] }),
};

/** Takes seconds; minutes, where moto isn't installed yet. */
export async function startEmulatedAws(world: EmulatedWorld = EMPTY_WORLD): Promise<EmulatedAws> {
  const account = "111122223333";
  const clock = new RehearsalClock();
  const say = (): void => undefined;
  const emulator = await startEmulator({ toolsFolder: TOOLS, endpoint: null, account, clock, world, say });
  const { endpoint } = emulator;
  const within: EmulatedAws["within"] = (work) => withEmulatorCredentials({ endpoint, region: REGION }, work);
  const ports = await within(async () => {
    const opened = await openAws({ region: REGION, profile: null, endpoint });
    // Credentials are read at the first call, and remembered.
    await opened.account.identity();
    return opened;
  });
  return {
    ports: { ...ports, clock },
    api: emulator.api(REGION),
    front: emulatedApi(endpoint, REGION, oneAfterAnother()),
    cluster: emulator.cluster,
    within,
    stop: () => emulator.stop(),
  };
}
