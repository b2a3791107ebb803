import type { FaultMatrixRow, SimulatedRollout } from "@fairlead/simulator";
import type { Problem } from "@fairlead/errors";
import type { Proof } from "../emulator/resources/resource-maker.js";
import type { HeldResource } from "../leftovers/inventory.js";

/** What a rehearsal found. Plain JSON. */
export interface RehearsalReport {
  readonly schemaVersion: 1;
  readonly app: string;
  readonly environment: string;
  readonly region: string;
  /** ISO, UTC. */
  readonly startedAt: string;
  /** What it was rehearsed on, e.g. `moto 5.2.5`. */
  readonly emulator: string;
  /** Whether every step ended as it should, and nothing was left behind. */
  readonly passed: boolean;
  /** In real time. */
  readonly seconds: number;
  readonly steps: readonly RehearsalStep[];
  readonly resources: readonly RehearsedResource[];
  /** What the emulator still held when all was destroyed. */
  readonly left: readonly LeftResource[];
  readonly faults: readonly FaultMatrixRow[];
  /** What is taken for granted, of the simulator and of the rehearsal. */
  readonly assumptions: readonly string[];
}

export interface RehearsalStep {
  /** Kebab-case, stable, e.g. `deploy-again`. */
  readonly name: string;
  /** What was tried, as a sentence. */
  readonly title: string;
  readonly result: "passed" | "failed" | "skipped";
  /** What came of it, or why it was skipped. */
  readonly says: string;
  readonly problems: readonly Problem[];
  /** In real time. */
  readonly seconds: number;
  /** In the time that would have passed in AWS, as far as it is simulated. */
  readonly simulatedSeconds: number;
  /** The rollouts of this step, by service. */
  readonly rollouts: readonly SimulatedRollout[];
}

export interface RehearsedResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** The part of the description that it belongs to; `null`: the environment as a whole. */
  readonly address: string | null;
  readonly proof: Proof;
  readonly because: string;
}

export interface LeftResource extends HeldResource {
  /** Whether a template says that it stays; else it was forgotten. */
  readonly kept: boolean;
}
