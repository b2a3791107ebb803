import { expectPresent } from "@fairlead/errors";
import { alarmDuringBake } from "./alarm-during-bake.js";
import { alarmRinging } from "./alarm-ringing.js";
import { apiThrottled } from "./api-throttled.js";
import { crashAtStart } from "./crash-at-start.js";
import type { RolloutFault } from "./fault.js";
import { healthFailing } from "./health-failing.js";
import { healthFailingLater } from "./health-failing-later.js";
import { healthFailingOnce } from "./health-failing-once.js";
import { imageMissing } from "./image-missing.js";
import { longStream } from "./long-stream.js";
import { migrationFailing } from "./migration-failing.js";
import { oldImageMissing } from "./old-image-missing.js";
import { spotReclaimed } from "./spot-reclaimed.js";
import { toolKilled } from "./tool-killed.js";
import { zoneLost } from "./zone-lost.js";

/** Every fault that can be thrown in, in the order that a report shows them in. */
export const FAULTS = [
  imageMissing,
  crashAtStart,
  healthFailing,
  healthFailingLater,
  healthFailingOnce,
  alarmDuringBake,
  alarmRinging,
  oldImageMissing,
  migrationFailing,
  spotReclaimed,
  zoneLost,
  longStream,
  apiThrottled,
  toolKilled,
] as const satisfies readonly RolloutFault[];

/** A fault by its name. */
export const faultNamed = (name: string): RolloutFault =>
  expectPresent(
    FAULTS.find((fault) => fault.name === name),
    `The fault ${name}`,
  );
