import { imageParameterName, repositoryName } from "@fairlead/constructs";
import { type Problem, UserError } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import type { DeployPorts } from "../deploy-ports.js";
import type { LedgerPorts } from "../ledger/ledger-ports.js";
import { ledgerOf, wasServed } from "../ledger/release-ledger.js";
import type { ReleaseRecord } from "../ledger/release-record.js";

export interface PromotionRequest {
  /** The environment that the images come from. */
  readonly source: ResolvedApp;
  /** The environment that they go to, which may be of another account or region. */
  readonly target: ResolvedApp;
  /** Of the source; `null`: the youngest that served. */
  readonly release: number | null;
}

/** What a promotion deploys. */
export interface Promotion {
  /** Number of the source's release. */
  readonly release: number;
  /** By image of the target: where it lies, by digest, as `--image` takes it. */
  readonly images: Readonly<Record<string, string>>;
  /** What whoever agrees should know. */
  readonly warnings: readonly string[];
}

/** Of the source's account and region. */
export type PromotionPorts = LedgerPorts & Pick<DeployPorts, "registry">;

/**
 * Finds the images that served in one environment, for a deployment of another one. Only digests move: the target's own description says
 * how they run there.
 * @throws UserError when nothing served, or when the release lacks an image that the target needs.
 */
export async function planPromotion(
  { source, target, release }: PromotionRequest,
  ports: PromotionPorts,
): Promise<Promotion> {
  refuseSame(source, target);
  const ledger = ledgerOf({ app: source }, ports);
  const served = release === null ? await ledger.findLast(hasServed) : await ledger.read(release);
  if (served === null || !hasServed(served)) throw notServed(source, served);
  const host = await ports.registry.host();
  const wanted = target.images.filter((image) => image.source.kind !== "external").map(({ name }) => name);
  const digests = wanted.map((name) => ({ name, digest: served.facts.digests[imageParameterName(name)] }));
  const lacking = digests.filter(({ digest }) => digest === undefined).map(({ name }) => lacks(name, served));
  if (lacking.length > 0) throw UserError.ofProblems(lacking);
  return {
    release: served.number,
    images: Object.fromEntries(
      digests.map(({ name, digest }) => [name, `${host}/${repositoryName(source, name)}@${digest ?? ""}`]),
    ),
    warnings: await warningsOf(served, ledger),
  };
}

const hasServed = (record: ReleaseRecord): boolean => wasServed(record) && Object.keys(record.facts.digests).length > 0;

async function warningsOf(served: ReleaseRecord, ledger: ReturnType<typeof ledgerOf>): Promise<readonly string[]> {
  const last = await ledger.last();
  if (last === null || last.number === served.number) return [];
  const state = last.end === null ? "is under way" : `ended as "${last.end.outcome}"`;
  return [`Release ${served.number} served, and release ${last.number} of ${served.environment} ${state} since.`];
}

function refuseSame(source: ResolvedApp, target: ResolvedApp): void {
  if (source.name === target.name && source.environment.name !== target.environment.name) return;
  throw UserError.of("SameEnvironment", {
    message: `Images are promoted from one environment of an app to another, not from ${source.environment.name} to ${target.environment.name}.`,
    fix: "Name two environments: `fairlead promote staging prod`.",
  });
}

const notServed = (source: ResolvedApp, record: ReleaseRecord | null): UserError =>
  UserError.of("NothingServed", {
    message:
      record === null
        ? `No release of ${source.environment.name} ended with what was asked for serving.`
        : `Release ${record.number} of ${source.environment.name} never served: ${record.end === null ? "it has no end" : `it ended as "${record.end.outcome}"`}.`,
    fix: `Promote one that did: \`fairlead releases -e ${source.environment.name}\`.`,
  });

const lacks = (image: string, { number, environment }: ReleaseRecord): Problem => ({
  path: `images.${image}`,
  code: "ImageNotReleased",
  message: `Release ${number} of ${environment} has no image "${image}".`,
  fix: `Deploy ${environment} with it first, or name it: \`--image ${image}=<repository>@sha256:<digest>\` of \`fairlead deploy\`.`,
});
