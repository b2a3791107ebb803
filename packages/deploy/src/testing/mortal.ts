import type { DeploySteps, ReleaseRecorder } from "../deploy/deploy-steps.js";
import type { DeploymentPorts } from "../deploy/run-deployment.js";
import type { FakeEnvironment } from "./fake-environment.js";

/** Ports and steps that a process uses until it is killed. */
export interface Mortal {
  readonly ports: DeploymentPorts;
  readonly steps: DeploySteps;
  readonly killed: Promise<"killed">;
}

type Call<Arguments extends readonly unknown[], Value> = (...given: Arguments) => Promise<Value>;

/**
 * A process that dies at its `call`th call of a port: that call and all after it never come back, whatever they have begun goes on. Even calls
 * are killed before they reach the world, odd ones after they have.
 */
export function mortal(world: FakeEnvironment, call: number): Mortal {
  let calls = 0;
  const { promise: killed, resolve } = Promise.withResolvers<"killed">();
  const never = <Value>(): Promise<Value> => new Promise<Value>(() => undefined);
  const until =
    <Arguments extends readonly unknown[], Value>(run: Call<Arguments, Value>): Call<Arguments, Value> =>
    async (...given) => {
      calls += 1;
      if (calls > call) return await never<Value>();
      if (calls < call) return await run(...given);
      if (call % 2 === 1) run(...given).catch(() => undefined);
      resolve("killed");
      return await never<Value>();
    };
  const { clock, stacks } = world;
  const steps = world.steps();
  const recorderOf = ({ note, end }: ReleaseRecorder): ReleaseRecorder => ({ note: until(note), end: until(end) });
  return {
    killed,
    ports: {
      clock: {
        nowMs: () => clock.nowMs(),
        // Time goes on for a dead process too; it only does nothing with it.
        sleep: async (milliseconds, signal) => {
          await clock.sleep(milliseconds, signal);
          if (calls >= call) await never<undefined>();
        },
      },
      stacks: {
        describe: until((stack) => stacks.describe(stack)),
        template: until((stack) => stacks.template(stack)),
        resources: until((stack) => stacks.resources(stack)),
        events: until((stack, sinceMs) => stacks.events(stack, sinceMs)),
        deploy: until((deployment) => stacks.deploy(deployment)),
        destroy: until((removal) => stacks.destroy(removal)),
        cancelUpdate: until((stack) => stacks.cancelUpdate(stack)),
        continueRollback: until((stack) => stacks.continueRollback(stack)),
        rollback: until((stack) => stacks.rollback(stack)),
        drift: until((stack) => stacks.drift(stack)),
      },
    },
    steps: {
      preflight: until(steps.preflight),
      images: { known: until(steps.images.known), push: until(steps.images.push) },
      secrets: { lacking: until(steps.secrets.lacking), fill: until(steps.secrets.fill) },
      rollouts: { before: until(steps.rollouts.before), watch: until(steps.rollouts.watch) },
      smoke: until(steps.smoke),
      record: {
        begin: until(async (plan) => recorderOf(await steps.record.begin(plan))),
        interrupted: until(async () => {
          const recorder = await steps.record.interrupted();
          return recorder === null ? null : recorderOf(recorder);
        }),
      },
    },
  };
}
