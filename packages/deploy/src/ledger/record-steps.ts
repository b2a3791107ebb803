import { clusterName } from "@fairlead/constructs";
import type { Problem } from "@fairlead/errors";
import type { DeployPorts } from "../deploy-ports.js";
import { countsOf, type DeployPlan } from "../deploy/deploy-plan.js";
import type { RecordSteps, ReleaseRecorder } from "../deploy/deploy-steps.js";
import { readReleasedServices } from "../rollback/read-released-services.js";
import type { DeployTarget } from "../target/deploy-target.js";
import type { OpenRelease } from "./open-release.js";
import { isInterrupted, ledgerOf, type ReleaseStart } from "./release-ledger.js";
import type { ReleaseRecord } from "./release-record.js";

/** What is written down of a deployment beside its plan. */
export interface RecordOptions extends Pick<
  ReleaseStart,
  "action" | "deadlineMs" | "expectedMonthlyUsd" | "findings" | "toolVersion"
> {
  /** Number of a release to carry on with although its time isn't up: whoever says so knows that it runs no more. `null`: none. */
  readonly resume: number | null;
}

export type RecordPorts = Pick<DeployPorts, "account" | "clock" | "releaseStore" | "scaling" | "services" | "targets">;

/**
 * Records a deployment in the ledger. One of the same description that was left lying is carried on with; one of another description has to
 * be given up, or carried on with by its own.
 */
export function recordSteps(target: DeployTarget, options: RecordOptions, ports: RecordPorts): RecordSteps {
  const ledger = ledgerOf(target, ports);
  const { descriptionHash } = target;
  const resume = async (record: ReleaseRecord | null): Promise<OpenRelease | null> => {
    if (record === null || !isToResume(record, { descriptionHash, resume: options.resume, nowMs: ports.clock.nowMs() }))
      return null;
    return ledger.resume(record.number, (await ports.account.identity()).arn, options.deadlineMs);
  };
  return {
    begin: async (plan) => {
      const resumed = await resume(await ledger.last());
      if (resumed !== null) return recorder(target, resumed, ports);
      const { action, deadlineMs, expectedMonthlyUsd, findings, toolVersion } = options;
      const { arn: by } = await ports.account.identity();
      const begun = await ledger.begin(descriptionHash, {
        action,
        deadlineMs,
        expectedMonthlyUsd,
        findings,
        toolVersion,
        by,
        plan: recordedPlan(plan),
      });
      return recorder(target, begun, ports);
    },
    interrupted: async () => {
      const resumed = await resume(await ledger.last());
      return resumed === null ? null : recorder(target, resumed, ports);
    },
  };
}

interface Resumption {
  readonly descriptionHash: string;
  readonly resume: number | null;
  readonly nowMs: number;
}

const isToResume = (record: ReleaseRecord, { descriptionHash, resume, nowMs }: Resumption): boolean =>
  record.end === null &&
  (record.number === resume || (record.descriptionHash === descriptionHash && isInterrupted(record, nowMs)));

const recorder = ({ app }: DeployTarget, release: OpenRelease, ports: RecordPorts): ReleaseRecorder => ({
  note: (says) => release.append({ kind: "note", says }),
  end: async (outcome, { digests, verdicts }) => {
    const names = verdicts.map(({ service }) => service);
    const services = await readReleasedServices(clusterName(app), names, ports);
    const { arn: by } = await ports.account.identity();
    const problems = "problems" in outcome ? outcome.problems.map(recorded) : [];
    const known = { ...release.record.facts.digests, ...digests };
    await release.end({ outcome: outcome.kind, problems, by }, { digests: known, services });
  },
});

const recorded = ({ path, code, message, fix }: Problem) => ({ path, code, message, fix });

function recordedPlan(plan: DeployPlan): NonNullable<ReleaseRecord["plan"]> {
  const changed = plan.stacks.filter(({ kind }) => kind !== "unchanged");
  const summary = changed.map(({ name, kind }) => `${name} (${kind})`).join(", ");
  return { ...countsOf(plan), summary };
}
