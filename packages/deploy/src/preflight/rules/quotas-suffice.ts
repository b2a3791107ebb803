import type { ResolvedApp, ResolvedService } from "@fairlead/model";
import type { QuotaName, QuotaUse } from "../../quotas/quotas.js";
import { observed } from "../observation.js";
import type { Observation, PreflightPorts, PreflightRule } from "../preflight-rule.js";
import { sum, type Surge, surges } from "../surge.js";

const UNITS_PER_VCPU = 1024;

interface Need {
  readonly quota: QuotaName;
  /** For a message: what it counts. */
  readonly of: string;
  readonly now: number;
  readonly atFullLoad: number;
}

export const quotasSuffice: PreflightRule = {
  id: "quotas-suffice",
  says: "the account's quotas of Fargate and of network interfaces leave room for the release",
  isEssential: false,
  run: async ({ target }, ports) => {
    const surging = await surges(target, ports);
    const needs = needsOf(surging).filter(({ atFullLoad }) => atFullLoad > 0);
    const observations = await Promise.all(needs.map((need) => judge(target.app, need, ports)));
    return observations.flat();
  },
};

function needsOf(surging: readonly Surge[]): readonly Need[] {
  const vcpus = (isMeant: (service: ResolvedService) => boolean, added: (surge: Surge) => number) =>
    sum(
      surging
        .filter(({ service }) => isMeant(service))
        .map((surge) => (added(surge) * surge.service.cpuUnits) / UNITS_PER_VCPU),
    );
  const isFargate = ({ capacity }: ResolvedService) => capacity.kind === "fargate";
  const isSpot = ({ capacity }: ResolvedService) => capacity.kind === "fargate-spot";
  const now = ({ addedNow }: Surge) => addedNow;
  const most = ({ addedAtFullLoad }: Surge) => addedAtFullLoad;
  return [
    { quota: "fargate-vcpus", of: "vCPUs on Fargate", now: vcpus(isFargate, now), atFullLoad: vcpus(isFargate, most) },
    {
      quota: "fargate-spot-vcpus",
      of: "vCPUs on Fargate Spot",
      now: vcpus(isSpot, now),
      atFullLoad: vcpus(isSpot, most),
    },
    {
      quota: "network-interfaces",
      of: "network interfaces",
      now: sum(surging.map(now)),
      atFullLoad: sum(surging.map(most)),
    },
  ];
}

async function judge(
  app: ResolvedApp,
  need: Need,
  { quotas }: Pick<PreflightPorts, "quotas">,
): Promise<readonly Observation[]> {
  const quota = await quotas.read(need.quota);
  // Where nobody counts what is used, what is needed alone must fit.
  const left = quota.limit - (quota.used ?? 0);
  if (need.now > left) return [short(app, "error", { need, quota, added: need.now })];
  if (need.atFullLoad > left) return [short(app, "warning", { need, quota, added: need.atFullLoad })];
  return [];
}

interface Shortage {
  readonly need: Need;
  readonly quota: QuotaUse;
  readonly added: number;
}

const short = (app: ResolvedApp, severity: "error" | "warning", { need, quota, added }: Shortage): Observation =>
  observed(app, severity, {
    on: null,
    code: severity === "error" ? "QuotaTooSmall" : "QuotaNear",
    message: `${severity === "error" ? "This release adds" : "At full load a release adds"} ${rounded(added)} ${need.of}; the account's quota is ${quota.limit}${quota.used === null ? "" : `, of which ${rounded(quota.used)} were in use within the last hour`}.`,
    fix: `Ask for more: \`aws service-quotas request-service-quota-increase --service-code ${quota.service} --quota-code ${quota.code} --desired-value <number>\`.`,
  });

const rounded = (count: number): string => String(Math.round(count * 100) / 100);
