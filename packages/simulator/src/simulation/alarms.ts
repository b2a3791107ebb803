import type { RolloutAlarm } from "../rollout/rollout.js";
import { isHealthy } from "./counts.js";
import { record } from "./record.js";
import type { World } from "./world.js";

/** How much later than its period an alarm knows (`alarm-delay`). */
const DELAY_SECONDS = 60;

/** Lets every alarm that the deployment watches look at its metric, period by period, until the watch ends. */
export function watchAlarms(world: World): void {
  for (const alarm of world.rollout.alarms?.alarms ?? []) new Watch(world, alarm).begin();
}

/** One alarm and what it has seen. */
class Watch {
  readonly #world: World;
  readonly #alarm: RolloutAlarm;
  /** The last periods, youngest last; `true`: beyond the threshold. */
  readonly #periods: boolean[] = [];
  #requests = 0;
  #targetErrors = 0;

  constructor(world: World, alarm: RolloutAlarm) {
    this.#world = world;
    this.#alarm = alarm;
  }

  begin(): void {
    this.#world.agenda.put(this.#world.second + this.#alarm.periodSeconds, () => {
      this.#look();
      this.begin();
    });
  }

  #look(): void {
    const { evaluationPeriods, datapointsToAlarm } = this.#alarm;
    this.#periods.push(this.#isBeyond());
    if (this.#periods.length > evaluationPeriods) this.#periods.shift();
    const rings = this.#periods.filter(Boolean).length >= datapointsToAlarm;
    const world = this.#world;
    if (rings === world.ringing.has(this.#alarm.name) || rings === this.#said) return;
    this.#said = rings;
    world.agenda.put(world.second + DELAY_SECONDS, () => {
      setRinging(world, this.#alarm, rings);
    });
  }

  /** What it has decided to say, and may not have said yet. */
  #said = false;

  #isBeyond(): boolean {
    const value = this.#value();
    if (value === null) return false;
    return this.#alarm.comparison === "above" ? value > this.#alarm.threshold : value < this.#alarm.threshold;
  }

  /** `null`: no data, or a metric that the simulation doesn't know. */
  #value(): number | null {
    const world = this.#world;
    switch (this.#alarm.metric) {
      case "target-5xx-percent": {
        const requests = world.requests - this.#requests;
        const errors = world.targetErrors - this.#targetErrors;
        this.#requests = world.requests;
        this.#targetErrors = world.targetErrors;
        return requests === 0 ? null : (errors / requests) * 100;
      }
      case "unhealthy-hosts":
        return world.tasks.filter(({ target }) => target === "unhealthy").length;
      case "healthy-hosts":
        return world.tasks.filter((task) => isHealthy(world, task)).length;
      case "other":
        return null;
    }
  }
}

/** Where no alarm sees the answers of the app, the first that is watched rings as if it saw something else of the trouble. */
export function ringUnseen(world: World): void {
  const alarms = world.rollout.alarms?.alarms ?? [];
  const [first] = alarms;
  const isSeen = world.rollout.requestsPerSecond > 0 && alarms.some(({ metric }) => metric === "target-5xx-percent");
  if (first === undefined || isSeen) return;
  world.agenda.put(world.second + first.periodSeconds * first.datapointsToAlarm + DELAY_SECONDS, () => {
    setRinging(world, first, true);
  });
}

function setRinging(world: World, alarm: RolloutAlarm, rings: boolean): void {
  world.assumptions.add("alarm-delay");
  if (!rings) {
    world.ringing.delete(alarm.name);
    record(world, "alarm", `Alarm ${alarm.name} is silent again.`);
    return;
  }
  world.ringing.add(alarm.name);
  record(world, "alarm", `Alarm ${alarm.name} rings.`);
  // ECS looks on until the bake is over; what is being cleaned up is decided.
  if (world.status !== "IN_PROGRESS" || world.stage === "CLEAN_UP") return;
  world.failure ??= {
    reason: `an alarm is active (${alarm.name})`,
    rollback: world.rollout.alarms?.rollback ?? false,
  };
}
