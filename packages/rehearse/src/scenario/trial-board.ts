import { FAULTS, type Rollout, type RolloutFault, rolloutOf } from "@fairlead/simulator";
import type { ResolvedApp } from "@fairlead/model";
import type { EmulatedWorld } from "../emulator/scenario/emulated-world.js";

/** What the next release is put up against; the rehearsal changes it from step to step. */
export class TrialBoard {
  private fault: RolloutFault | null = null;
  private jobsFail = false;

  /** What an emulator asks of it. */
  worldOf(app: ResolvedApp): EmulatedWorld {
    const rollouts = new Map(app.services.map(({ name }) => [name, rolloutOf(app, name)]));
    return {
      rollout: (service) => rollouts.get(service) ?? null,
      trial: (service) => ({ faults: this.faultsFor(rollouts.get(service)), seed: 1 }),
      job: (family) => ({
        exitCode: this.jobsFail ? 1 : 0,
        seconds: 60,
        lines: this.jobsFail
          ? [`${family}: the rehearsal lets it fail`, 'ERROR: column "plan" of relation "keys" already exists']
          : [`${family}: the rehearsal lets it succeed`],
      }),
    };
  }

  /** From now on all goes well. */
  clear(): void {
    this.fault = null;
    this.jobsFail = false;
  }

  put(name: RehearsedFault): void {
    this.clear();
    if (name === "migration-failing") this.jobsFail = true;
    else this.fault = FAULTS.find((fault) => fault.name === name) ?? null;
  }

  private faultsFor(rollout: Rollout | undefined): readonly RolloutFault[] {
    const { fault } = this;
    return fault === null || rollout === undefined || fault.impossible(rollout) !== null ? [] : [fault];
  }
}

export type RehearsedFault = "image-missing" | "health-failing" | "alarm-during-bake" | "migration-failing";

/** Whether a release of this app can meet it at all; the reason when it can't. */
export function impossibleFor(app: ResolvedApp, name: RehearsedFault): string | null {
  // A release brings new images of the app's own; what runs another's stays as it is.
  const isReleased = (image: string): boolean =>
    app.images.some(({ name: own, source }) => own === image && source.kind !== "external");
  if (name === "migration-failing") {
    const jobs = app.jobs.filter(({ trigger }) => trigger.kind === "release");
    if (jobs.length === 0) return "No job runs before a release.";
    return jobs.some(({ image }) => isReleased(image))
      ? null
      : "The image of the release job is not this app's own, so that a release doesn't run it again.";
  }
  const fault = FAULTS.find((candidate) => candidate.name === name);
  const released = app.services.filter(({ image, sidecars }) =>
    [image, ...sidecars.map((sidecar) => sidecar.image)].some(isReleased),
  );
  const reasons = released.map((service) => fault?.impossible(rolloutOf(app, service.name)) ?? null);
  return reasons.every((reason) => reason !== null) ? (reasons[0] ?? "No service runs an image of this app.") : null;
}
