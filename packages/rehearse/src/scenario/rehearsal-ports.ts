import { type Clock, type DeployPorts, openAws } from "@fairlead/deploy";
import { UserError } from "@fairlead/errors";

/** Where an emulated environment is reached. */
export interface RehearsedPlace {
  readonly endpoint: string;
  readonly region: string;
  readonly account: string;
  readonly clock: Clock;
}

/**
 * The ports to an emulator: AWS's own, but for what a rehearsal has not. Images are said to be pushed (there are no bytes),
 * quotas to be ample, and public addresses to answer, since no request goes through an emulated load balancer.
 */
export async function rehearsalPorts({ endpoint, region, account, clock }: RehearsedPlace): Promise<DeployPorts> {
  const aws = await openAws({ region, profile: null, endpoint });
  return {
    ...aws,
    clock,
    registry: registryOfAll(`${account}.dkr.ecr.${region}.amazonaws.com`),
    quotas: { read: () => Promise.resolve({ code: "rehearsal", service: "rehearsal", limit: 1_000_000, used: null }) },
    hostedZones: {
      named: (name) => aws.hostedZones.named(name),
      // The world's DNS knows nothing of an emulator's zones.
      delegation: async (name) => (await aws.hostedZones.named(name)).flatMap(({ nameServers }) => nameServers),
    },
    probe: { get: () => Promise.resolve({ kind: "answered", status: 200 }) },
  };
}

/** Has every image that is asked for by its digest. */
const registryOfAll = (host: string): DeployPorts["registry"] => ({
  host: () => Promise.resolve(host),
  digestOf: () => Promise.resolve(null),
  youngest: () => Promise.resolve(null),
  byDigest: (_repository, digest) => Promise.resolve({ digest, tags: ["rehearsal"], pushedAtMs: 0 }),
  platforms: () => Promise.resolve([]),
  login: () =>
    Promise.reject(
      UserError.of("NotRehearsed", { message: "A rehearsal pushes no image.", fix: "Name it by digest." }),
    ),
  copy: () => Promise.resolve(),
});
