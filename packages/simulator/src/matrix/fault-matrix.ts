import type { ResolvedApp } from "@fairlead/model";
import type { Assumption } from "../assumption/assumption.js";
import type { Expectation, RolloutFault } from "../faults/fault.js";
import { FAULTS } from "../faults/faults.js";
import { rolloutOf } from "../rollout/rollout-of.js";
import type { Rollout, StrategyKind } from "../rollout/rollout.js";
import { STRATEGY_KINDS, withStrategy } from "../rollout/with-strategy.js";
import { simulateRollout, type SimulateOptions } from "../simulation/simulate-rollout.js";
import type { SimulatedRollout } from "../timeline/simulated-rollout.js";
import { type SimulatedVerdict, verdictOf } from "../timeline/verdict-of.js";

export interface FaultMatrixOptions {
  /** `own`: each service as it is described (the default). `all`: with each of ECS's four strategies that it can have. */
  readonly strategies?: "own" | "all";
  /** Default 1. */
  readonly seed?: number;
  readonly ringingAtStart?: SimulateOptions["ringingAtStart"];
}

/** One service with one strategy under one fault. */
export interface FaultMatrixRow {
  readonly service: string;
  readonly strategy: StrategyKind;
  /** Name of the fault; `none`: nothing goes wrong. */
  readonly fault: string;
  /** One line on the fault. */
  readonly says: string;
  /** Why it can't happen here, or what happened. */
  readonly result: { readonly kind: "impossible"; readonly why: string } | FaultMatrixResult;
}

export interface FaultMatrixResult {
  readonly kind: "simulated";
  readonly verdict: SimulatedVerdict;
  /** From the request to the deployment's last status. */
  readonly minutes: number;
  readonly lowestCapacityPercent: number;
  /** Requests that failed, not rounded. */
  readonly errors: number;
  readonly cutStreams: number;
  /** Whether it went as it should. */
  readonly expected: boolean;
  /** What is not as it should be; empty where all is. */
  readonly shortfalls: readonly string[];
  readonly simulated: SimulatedRollout;
}

/** Without a fault the new version serves, and nobody notices. */
const NOTHING: RolloutFault = {
  name: "none",
  says: "Nothing goes wrong.",
  impossible: () => null,
  effects: () => [],
  should: { serves: "new", keepsMinimum: true, keepsUsers: true },
};

/** What becomes of a release of each service when things go wrong, one row for each fault. */
export function faultMatrix(app: ResolvedApp, options: FaultMatrixOptions = {}): FaultMatrixRow[] {
  return app.services.flatMap(({ name }) => {
    const own = rolloutOf(app, name);
    const rollouts = options.strategies === "all" ? strategiesOf(own) : [own];
    return rollouts.flatMap((rollout) => [NOTHING, ...FAULTS].map((fault) => row(rollout, fault, options)));
  });
}

/** What the simulations of a matrix rest on, each assumption once. */
export function assumptionsOf(rows: readonly FaultMatrixRow[]): Assumption[] {
  const all = rows.flatMap(({ result }) => (result.kind === "simulated" ? result.simulated.assumptions : []));
  return [...new Map(all.map((assumed) => [assumed.id, assumed])).values()];
}

/** ECS shifts no traffic where none is (`deploy-blue-green-service`, ECS developer guide, 2026-11). */
const strategiesOf = (own: Rollout): Rollout[] =>
  own.targetGroup === null ? [own] : STRATEGY_KINDS.map((kind) => withStrategy(own, kind));

function row(rollout: Rollout, fault: RolloutFault, { seed = 1, ringingAtStart }: FaultMatrixOptions): FaultMatrixRow {
  const head = { service: rollout.service, strategy: rollout.strategy.kind, fault: fault.name, says: fault.says };
  const why = fault.impossible(rollout);
  if (why !== null) return { ...head, result: { kind: "impossible", why } };
  const simulated = simulateRollout(rollout, {
    seed,
    faults: fault === NOTHING ? [] : [fault],
    ...(ringingAtStart === undefined ? {} : { ringingAtStart }),
  });
  const shortfalls = shortfallsOf(simulated, fault.should);
  return {
    ...head,
    result: {
      kind: "simulated",
      verdict: verdictOf(simulated),
      minutes: simulated.end.second / 60,
      lowestCapacityPercent: simulated.lowestCapacityPercent,
      errors: simulated.errors,
      cutStreams: simulated.cutStreams,
      expected: shortfalls.length === 0,
      shortfalls,
      simulated,
    },
  };
}

/** Fewer than one request in a simulation is none. */
const NO_REQUEST = 0.5;

function shortfallsOf(simulated: SimulatedRollout, should: Expectation): string[] {
  const { rollout, errors, lowestCapacityPercent } = simulated;
  const minimum = Math.ceil((rollout.minimumHealthyPercent / 100) * rollout.desired) / rollout.desired;
  return [
    ...endShortfalls(simulated, should),
    ...(should.keepsMinimum && lowestCapacityPercent < minimum * 100
      ? [`Healthy capacity falls to ${Math.floor(lowestCapacityPercent)} %.`]
      : []),
    ...(should.keepsUsers && errors >= NO_REQUEST ? [`${Math.round(errors)} requests fail.`] : []),
  ];
}

function endShortfalls({ end }: SimulatedRollout, { serves }: Expectation): string[] {
  if (!end.settled) return ["The deployment comes to no end."];
  if (serves === "either") {
    if (end.status === "ROLLBACK_FAILED") return [];
    const told = end.status === "SUCCESSFUL" ? "new" : "old";
    // A version that fails when all is over may be between two tasks just then.
    return end.serving === told || end.serving === "none" ? [] : [servingInstead(told, end.serving)];
  }
  return [
    ...(end.serving === serves ? [] : [servingInstead(serves, end.serving)]),
    ...(end.healthy ? [] : ["What serves at the end isn't healthy."]),
  ];
}

const servingInstead = (should: "old" | "new", serving: SimulatedRollout["end"]["serving"]): string =>
  `At the end the ${should} version should serve, and ${servingWords[serving]}.`;

const servingWords = {
  old: "the old one does",
  new: "the new one does",
  both: "both do",
  none: "none does",
} as const satisfies Record<SimulatedRollout["end"]["serving"], string>;
