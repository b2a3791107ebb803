import { type Clock, type DeployTarget, environmentRegions, type Report } from "@fairlead/deploy";
import { ASSUMPTIONS, faultMatrix, type FaultMatrixRow } from "@fairlead/simulator";
import { RehearsalClock } from "./clock/rehearsal-clock.js";
import { type StartedEmulator, startEmulator } from "./emulator/emulator.js";
import { MOTO_VERSION } from "./emulator/python/install-moto.js";
import { type HeldResource, inventory, type RefusedListing } from "./leftovers/inventory.js";
import { Rehearsal } from "./scenario/rehearsal.js";
import { rehearsalPorts } from "./scenario/rehearsal-ports.js";
import type { LeftResource, RehearsalReport, RehearsalStep, RehearsedResource } from "./scenario/rehearsal-report.js";
import { makeHostedZones } from "./scenario/hosted-zones.js";
import { TrialBoard } from "./scenario/trial-board.js";
import { withEmulatorCredentials } from "./scenario/with-emulator-credentials.js";

/** How an environment is rehearsed. */
export interface RehearsalOptions {
  /** Where moto is installed, e.g. `.fairlead/tools`; absolute. */
  readonly toolsFolder: string;
  /** Of an emulator that runs already (`AWS_ENDPOINT_URL`); `null`: moto is started. */
  readonly endpoint: string | null;
  /** Absolute path of the configuration's folder. */
  readonly baseFolder: string;
  readonly toolVersion: string;
  /** Told of each step as it begins (its title alone) and as it ends. */
  readonly onStep: (step: RehearsalStep | { readonly title: string }) => void;
}

/** What an environment that states no account is rehearsed in. */
const ACCOUNT = "123456789012";

/**
 * Deploys an environment to an emulator by the verbs that deploy for real, tries releases on it that go well and releases that don't,
 * destroys it, and tells what happened and what that proves.
 *
 * @throws UserError when no emulator can be had; whatever happens on it is in the report.
 */
export async function rehearse(
  target: DeployTarget,
  options: RehearsalOptions,
  report: Report,
): Promise<RehearsalReport> {
  const clock = new RehearsalClock();
  const board = new TrialBoard();
  const startedMs = performance.now();
  const startedAt = new Date(clock.nowMs()).toISOString();
  const account = target.app.environment.account ?? ACCOUNT;
  const world = board.worldOf(target.app);
  const say = (title: string): void => {
    options.onStep({ title });
  };
  const emulator = await startEmulator({ ...options, account, clock, world, say });
  try {
    const { region } = target.app.environment;
    const tried = await withEmulatorCredentials({ endpoint: emulator.endpoint, region }, () =>
      tryEverything({ target, emulator, clock, board, options, report, account }),
    );
    const { app } = target;
    return {
      schemaVersion: 1,
      app: app.name,
      environment: app.environment.name,
      region,
      startedAt,
      emulator: options.endpoint ?? `moto ${MOTO_VERSION}`,
      seconds: (performance.now() - startedMs) / 1000,
      ...tried,
    };
  } finally {
    await emulator.stop();
  }
}

interface Trying {
  readonly target: DeployTarget;
  readonly emulator: StartedEmulator;
  readonly clock: Clock;
  readonly board: TrialBoard;
  readonly options: RehearsalOptions;
  readonly report: Report;
  readonly account: string;
}

async function tryEverything(
  trying: Trying,
): Promise<Pick<RehearsalReport, "passed" | "steps" | "resources" | "left" | "faults" | "assumptions">> {
  const { target, emulator, clock, board, options, report, account } = trying;
  const { region } = target.app.environment;
  const ports = await rehearsalPorts({ endpoint: emulator.endpoint, region, account, clock });
  await makeHostedZones(target.app, emulator.api(region));
  const apis = environmentRegions(target.app).map((one) => emulator.api(one));
  const before = await inventory(apis);
  const { baseFolder, toolVersion, onStep } = options;
  const rehearsal = new Rehearsal({ target, emulator, ports, board, baseFolder, toolVersion, report, onStep });
  await rehearsal.run();
  const after = await inventory(apis);
  const left = leftOf(emulator, before.held, after.held);
  const faults: readonly FaultMatrixRow[] = faultMatrix(target.app);
  const { steps } = rehearsal;
  return {
    passed: steps.every(({ result }) => result !== "failed") && left.every(({ kept }) => kept),
    steps,
    resources: resourcesOf(target, emulator),
    left,
    faults,
    assumptions: [...OWN_ASSUMPTIONS, ...after.unasked.map(unaskedSays), ...Object.values(ASSUMPTIONS)],
  };
}

/** What a rehearsal takes for granted besides the simulator. */
const OWN_ASSUMPTIONS = [
  "Images are in their repositories; nothing is built or pushed.",
  "Quotas of the account are ample, and public addresses answer.",
  "The domain is delegated to its hosted zone: the world's DNS knows nothing of an emulator, so the zone's own name servers are taken for those of the domain.",
  "Whoever destroys a protected environment takes its protection off before; a rehearsal does so in the emulator and in the templates that it holds, not by a deployment.",
  "A release job takes a minute, and ends as the rehearsal says.",
  "What a failed deployment is called in CloudFormation's events is documented for the circuit breaker alone.",
] as const;

const unaskedSays = ({ kind, region, reason }: RefusedListing): string =>
  `That nothing of this kind is left in ${region}: ${kind}. The emulator could not be asked: ${reason.slice(0, 200)}`;

const keyOf = ({ kind, id, region }: HeldResource): string => `${region} ${kind} ${id}`;

/** The toolkit's own stack, and the ledger, are the account's. */
const OF_THE_ACCOUNT = /cdk-|CDKToolkit|fairlead-/;

/** Snapshots are asked for; task definitions cost nothing, and a rollback registers its own. */
const STAYING_KINDS: ReadonlySet<string> = new Set([
  "Database snapshot",
  "Snapshot of a database cluster",
  "Active task definition",
]);

function leftOf(
  emulator: StartedEmulator,
  before: readonly HeldResource[],
  after: readonly HeldResource[],
): readonly LeftResource[] {
  const known = new Set(before.map(keyOf));
  const events = emulator.stacks.everywhere().flatMap((stack) => stack.events);
  const skipped = events.filter(({ status }) => status === "DELETE_SKIPPED").map(({ physicalId }) => physicalId);
  const isKept = ({ id, kind }: HeldResource): boolean =>
    STAYING_KINDS.has(kind) || skipped.some((physical) => physical.includes(id) || id.includes(physical));
  return after
    .filter((held) => !known.has(keyOf(held)) && !OF_THE_ACCOUNT.test(held.id))
    .map((held) => ({ ...held, kept: isKept(held) }));
}

function resourcesOf(target: DeployTarget, emulator: StartedEmulator): readonly RehearsedResource[] {
  return target.assembly.resources.map(({ stack, logicalId, type, address }) => {
    const { proof, because } = emulator.decide(type);
    return { stack, logicalId, type, address, proof, because };
  });
}
