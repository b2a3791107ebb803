import { clusterName } from "@fairlead/constructs";
import type { DeployPorts } from "../deploy-ports.js";
import type { OpenRelease } from "../ledger/open-release.js";
import { isInterrupted, type Ledger, ledgerOf } from "../ledger/release-ledger.js";
import { readReleasedServices } from "../rollback/read-released-services.js";
import { countsOf, type DeployPlan } from "./deploy-plan.js";
import type { DeployRequest } from "./deploy-request.js";
import type { RecordSteps, ReleaseRecorder } from "./deploy-steps.js";

type RecordPorts = Pick<DeployPorts, "account" | "clock" | "releaseStore" | "services" | "targets" | "scaling">;

/** The ledger in S3 as a deployment writes it. */
export function recordSteps(request: DeployRequest, ports: RecordPorts): RecordSteps {
  const ledger = ledgerOf(request.target, ports);
  return {
    begin: async (plan) => {
      const { arn: by } = await ports.account.identity();
      const resumed = await resumable(ledger, request, ports.clock.nowMs());
      const release =
        resumed === null
          ? await ledger.begin(request.target.descriptionHash, { ...request.facts, ...startOf(plan, request), by })
          : await ledger.resume(resumed, by, request.deadlineMs);
      return recorderOf(release, { request, ports, by });
    },
    interrupted: async () => {
      const number = await resumable(ledger, request, ports.clock.nowMs());
      if (number === null) return null;
      const { arn: by } = await ports.account.identity();
      return recorderOf(await ledger.resume(number, by, request.deadlineMs), { request, ports, by });
    },
  };
}

/** The release that is carried on with: the one that was named, or one of the same description that was left lying. */
async function resumable(ledger: Ledger, request: DeployRequest, nowMs: number): Promise<number | null> {
  if (request.resume !== null) return request.resume;
  const last = await ledger.last();
  if (last?.end !== null) return null;
  const isSame =
    last.descriptionHash === request.target.descriptionHash && last.action.kind === request.facts.action.kind;
  return isSame && isInterrupted(last, nowMs) ? last.number : null;
}

const startOf = (plan: DeployPlan, { deadlineMs }: DeployRequest) => ({
  deadlineMs,
  plan: {
    ...countsOf(plan),
    summary: plan.stacks
      .filter(({ kind }) => kind !== "unchanged")
      .map(({ role, kind }) => `${role}: ${kind}`)
      .join(", "),
  },
});

interface Recording {
  readonly request: DeployRequest;
  readonly ports: RecordPorts;
  readonly by: string;
}

const recorderOf = (release: OpenRelease, { request, ports, by }: Recording): ReleaseRecorder => ({
  note: (says) => release.append({ kind: "note", says }),
  end: async (outcome, { digests, verdicts }) => {
    const names = verdicts.map(({ service }) => service);
    const services = await readReleasedServices(clusterName(request.target.app), names, ports);
    const problems = "problems" in outcome ? outcome.problems : [];
    await release.end(
      {
        outcome: outcome.kind,
        by,
        problems: problems.map(({ path, code, message, fix }) => ({ path, code, message, fix })),
      },
      { digests: { ...release.record.facts.digests, ...digests }, services },
    );
  },
});
