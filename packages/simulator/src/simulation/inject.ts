import { expectPresent } from "@fairlead/errors";
import type { FaultEffect } from "../faults/fault.js";
import { ringUnseen } from "./alarms.js";
import { record, tell } from "./record.js";
import { loseTask, reclaimTask } from "./task-life.js";
import type { World } from "./world.js";

type TimedEffect = Extract<FaultEffect, { readonly at: unknown }>;

/** Lets a fault happen whose moment has come. */
export function injectAfter(world: World, effect: TimedEffect): void {
  switch (effect.kind) {
    case "bad-answers":
      world.badShare = effect.share;
      record(
        world,
        "fault",
        `The new revision answers ${Math.round(effect.share * 100)} % of its requests with errors.`,
      );
      ringUnseen(world);
      return;
    case "spot-reclaimed":
      reclaimSpot(world, effect.backAfterSeconds);
      return;
    case "zone-lost":
      loseZone(world);
      return;
    case "throttled":
      world.throttledUntil = world.second + effect.forSeconds;
      world.assumptions.add("throttled-waits");
      record(world, "fault", `AWS throttles calls for ${effect.forSeconds} s.`);
      tell(world, "operations are being throttled on elb. Will try again later.");
      return;
    case "tool-killed":
      record(world, "fault", "The tool that asked for the deployment is killed. ECS goes on without it.");
      return;
  }
}

function reclaimSpot(world: World, backAfterSeconds: number): void {
  world.spotBackSecond = world.second + backAfterSeconds;
  world.assumptions.add("spot-returns").add("spot-deregisters");
  record(world, "fault", "Spot capacity is taken back, with two minutes' notice.");
  for (const task of world.tasks.filter(({ spot }) => spot)) reclaimTask(world, task);
  world.agenda.put(world.spotBackSecond, () => undefined);
}

function loseZone(world: World): void {
  const zone = expectPresent(world.rollout.zones.at(0), "The first zone");
  // With one zone there is no other to go to, and the rollout waits for it.
  if (world.rollout.zones.length > 1) world.lostZones.add(zone);
  world.assumptions.add("even-zones").add("lost-zone-found");
  record(world, "fault", `Zone ${zone} is lost with all that runs in it.`);
  for (const task of world.tasks.filter((each) => each.zone === zone)) loseTask(world, task);
}
