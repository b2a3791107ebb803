// Times simulated rollouts of the LLM Proxy in production: each strategy with each fault that it can have, in turn, each with a seed of its own.
// The ratio is against as many without any fault, in the same run. Usage: npm run bench:rollouts [-- <rollouts>]
import { join } from "node:path";
import { resolveApp } from "@fairlead/model";
import {
  FAULTS,
  type Rollout,
  rolloutOf,
  type RolloutFault,
  simulateRollout,
  STRATEGY_KINDS,
  withStrategy,
} from "@fairlead/simulator";
import llmProxy from "../../examples/llm-proxy/fairlead.config.ts";

const AIM_SECONDS = 10;
const count = Number(process.argv[2] ?? 10_000);

const baseFolder = join(import.meta.dirname, "../../examples/llm-proxy");
const proxy = rolloutOf(resolveApp(llmProxy, "prod", { baseFolder }), "proxy");
const rollouts = STRATEGY_KINDS.map((kind) => withStrategy(proxy, kind));

interface Trial {
  readonly rollout: Rollout;
  readonly faults: readonly RolloutFault[];
}

const withFaults = rollouts.flatMap((rollout): Trial[] =>
  FAULTS.filter((fault) => fault.impossible(rollout) === null).map((fault) => ({ rollout, faults: [fault] })),
);
const without = rollouts.map((rollout): Trial => ({ rollout, faults: [] }));

/** Simulates as many rollouts as asked for, the trials in turn. */
function time(trials: readonly Trial[]): {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly events: number;
} {
  const start = performance.now();
  const cpuBefore = process.cpuUsage();
  let events = 0;
  for (let seed = 0; seed < count; seed += 1) {
    const trial = trials[seed % trials.length];
    if (trial !== undefined) events += simulateRollout(trial.rollout, { seed, faults: trial.faults }).events.length;
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  return { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6, events };
}

const show = (name: string, { seconds, cpuSeconds, events }: ReturnType<typeof time>): void => {
  const columns = [
    `${seconds.toFixed(2)} s`,
    `${cpuSeconds.toFixed(2)} s of CPU`,
    `${Math.round(count / seconds).toLocaleString("en")} a second`,
    `${Math.round(events / count)} events each`,
  ];
  console.log(name.padEnd(16) + columns.map((column) => column.padStart(18)).join(""));
};

const plain = time(without);
const faulty = time(withFaults);
console.log(
  `${count.toLocaleString("en")} simulated rollouts, ${withFaults.length} kinds, Node ${process.versions.node}`,
);
show("nothing wrong", plain);
show("with a fault", faulty);
console.log(
  `A fault costs ${(faulty.seconds / plain.seconds).toFixed(2)} times as much; the aim is ${AIM_SECONDS} s for 10,000.`,
);
if ((faulty.seconds / count) * 10_000 > AIM_SECONDS) process.exitCode = 1;
