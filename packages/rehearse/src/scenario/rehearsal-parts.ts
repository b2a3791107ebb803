import type { DeployPorts, DeployTarget, Report } from "@fairlead/deploy";
import type { StartedEmulator } from "../emulator/emulator.js";
import type { RehearsalStep } from "./rehearsal-report.js";
import type { TrialBoard } from "./trial-board.js";

/** What a rehearsal works with. */
export interface RehearsalParts {
  readonly target: DeployTarget;
  readonly emulator: StartedEmulator;
  readonly ports: DeployPorts;
  readonly board: TrialBoard;
  readonly baseFolder: string;
  readonly toolVersion: string;
  readonly report: Report;
  /** Told of each step as it begins and ends. */
  readonly onStep: (step: RehearsalStep | { readonly title: string }) => void;
}
