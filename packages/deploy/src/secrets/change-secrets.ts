import { clusterName } from "@fairlead/constructs";
import { isUserError, type Problem } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import type { DeployPorts } from "../deploy-ports.js";
import type { Report } from "../event/deploy-event.js";
import { ledgerOf, wasServed } from "../ledger/release-ledger.js";
import type { OpenRelease } from "../ledger/open-release.js";
import type { Outcome } from "../outcome/outcome.js";
import { type Restarted, restartServices } from "../services/restart-services.js";
import type { SecretChange } from "./plan-secret-changes.js";

export interface SecretsRequest {
  readonly app: ResolvedApp;
  readonly changes: readonly SecretChange[];
  /** Milliseconds that the services may take to start anew. */
  readonly deadlineMs: number;
  readonly toolVersion: string;
  /** Aborted with `leave` or `roll-back` as its reason. */
  readonly signal?: AbortSignal | undefined;
}

export type SecretsPorts = Pick<
  DeployPorts,
  "account" | "clock" | "releaseStore" | "secretStore" | "services" | "targets"
>;

/**
 * Gives secrets their new values, and has the services that use them start anew: a release of its own in the ledger. When a service can't
 * start with them, every secret goes back to the value before, so that no task that starts later meets what has failed.
 */
export async function changeSecrets(request: SecretsRequest, ports: SecretsPorts, report: Report): Promise<Outcome> {
  const { app, deadlineMs, toolVersion } = request;
  const changes = request.changes.filter(({ kind }) => kind !== "unchanged");
  if (changes.length === 0) return { kind: "unchanged" };
  const ledger = ledgerOf({ app }, ports);
  const served = await ledger.findLast(wasServed);
  const { arn: by } = await ports.account.identity();
  const release = await ledger.begin(served?.descriptionHash ?? "", {
    action: { kind: "secrets", names: changes.map(({ secret }) => secret) },
    plan: null,
    expectedMonthlyUsd: served?.expectedMonthlyUsd ?? null,
    findings: null,
    by,
    toolVersion,
    deadlineMs,
  });
  // What a rollback to this release restores is what the one before had: images and settings stay.
  if (served !== null)
    await release.append({ kind: "note", says: "Images and settings stay as they are." }, { ...served.facts });
  const outcome = await writeAndRestart({ ...request, changes }, { ports, report, release }).catch(
    async (error: unknown) => {
      // What was written stays written, and is in the record; an open release would hold everyone up.
      const found = isUserError(error) ? error.problems.map(recorded) : [];
      await release.end({ outcome: "unhealthy", problems: found, by });
      throw error;
    },
  );
  const problems = "problems" in outcome ? outcome.problems.map(recorded) : [];
  await release.end({ outcome: outcome.kind, problems, by });
  return outcome;
}

interface Under {
  readonly ports: SecretsPorts;
  readonly report: Report;
  readonly release: OpenRelease;
}

async function writeAndRestart(request: SecretsRequest, under: Under): Promise<Outcome> {
  const { ports, report, release } = under;
  const versions: Record<string, string> = { ...release.record.facts.secretVersions };
  report({ type: "step", step: "release", state: "begun", says: "Secrets are written." });
  for (const { secret, fullName, value } of request.changes) {
    versions[secret] = await ports.secretStore.write(fullName, value);
    await release.append({ kind: "note", says: `Secret ${secret} has a new value.` }, { secretVersions: versions });
  }
  report({ type: "step", step: "release", state: "done", says: `Secrets have new values: ${namesOf(request)}.` });
  const restarted = await restart(request, usersOf(request), under);
  const { kind } = restarted.outcome;
  if (kind === "rolled-back" || kind === "unhealthy") return takeBack(request, under, restarted);
  if (kind !== "cancelled" || request.signal?.reason !== "roll-back") return restarted.outcome;
  const outcome = await takeBack({ ...request, signal: undefined }, under, restarted);
  return outcome.kind === "rolled-back" ? { kind: "cancelled", left: "rolled-back" } : outcome;
}

const usersOf = ({ changes }: SecretsRequest): readonly string[] =>
  [...new Set(changes.flatMap(({ services }) => services))].sort();

const restart = (
  { app, deadlineMs, signal }: SecretsRequest,
  services: readonly string[],
  { ports, report }: Under,
): Promise<Restarted> => restartServices({ cluster: clusterName(app), services, deadlineMs, signal }, ports, report);

/** ECS reads a secret whenever a task starts: what has failed must not be what the next one is given. */
async function takeBack(request: SecretsRequest, under: Under, failed: Restarted): Promise<Outcome> {
  const { ports, report, release } = under;
  report({ type: "step", step: "rollback", state: "begun", says: "Secrets go back to their values before." });
  for (const { fullName, versionBefore } of request.changes)
    if (versionBefore !== null) await ports.secretStore.makeCurrent(fullName, versionBefore);
  await release.append({ kind: "note", says: "The secrets went back to their values before." });
  // What ECS took back by itself runs with the old values already; the others took the new ones well, or nothing at all.
  const others = failed.verdicts.filter(({ verdict }) => verdict !== "rolled-back").map(({ service }) => service);
  const { outcome } = await restart(request, others, under);
  const state = outcome.kind === "done" ? "done" : "failed";
  report({ type: "step", step: "rollback", state, says: "Secrets are as they were before." });
  const problems = [...failed.verdicts.flatMap((verdict) => verdict.problems), ...neverSet(request)];
  return { kind: outcome.kind === "done" ? "rolled-back" : "unhealthy", problems };
}

/** A secret that had no value before can't go back to one. */
const neverSet = ({ changes }: SecretsRequest): readonly Problem[] =>
  changes
    .filter(({ versionBefore }) => versionBefore === null)
    .map(({ secret }) => ({
      path: `secrets.${secret}`,
      code: "FirstValueFailed",
      message: `Secret ${secret} had no value before, and keeps the one that the services could not start with.`,
      fix: `Set another one: \`fairlead secrets set ${secret}\`.`,
    }));

const namesOf = ({ changes }: SecretsRequest): string => changes.map(({ secret }) => secret).join(", ");

const recorded = ({ path, code, message, fix }: Problem) => ({ path, code, message, fix });
