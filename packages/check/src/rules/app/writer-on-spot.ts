import { addressOf, type ResolvedApp, type ResolvedCapacity, type ResolvedService } from "@fairlead/model";
import type { AppRule } from "../rule.js";

function isOnSpot(capacity: ResolvedCapacity): boolean {
  switch (capacity.kind) {
    case "fargate":
      return false;
    case "fargate-spot":
      return capacity.onDemandBase === 0 && capacity.spotWeight > 0;
    case "ec2":
      return capacity.spot;
  }
}

/** Names of the volumes of one writer that a service writes to. */
const soleVolumes = ({ volumeMounts, sidecars }: ResolvedService, { volumes }: ResolvedApp): string[] =>
  [volumeMounts, ...sidecars.map((sidecar) => sidecar.volumeMounts)]
    .flat()
    .filter(({ access }) => access === "write")
    .map(({ volume }) => volume)
    .filter((name) => volumes.some((volume) => volume.name === name && volume.writers === "one"));

export const writerOnSpot: AppRule = {
  code: "WriterOnSpot",
  severity: "warning",
  title: "The one writer of a volume runs on Spot",
  why: "Spot takes a task away with two minutes' notice, in the middle of whatever it writes, and its successor may come up while it still ends.",
  fix: 'Set capacity: "fargate" for this service; what it holds is worth more than what Spot saves.',
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html",
  check: (app) =>
    app.services
      .filter(({ capacity }) => isOnSpot(capacity))
      .flatMap((service) =>
        soleVolumes(service, app).map((volume) => ({
          address: addressOf("service", service.name),
          message: `Service "${service.name}" is the one writer of volume "${volume}" and runs on Spot.`,
          ...(app.environment.tier === "minimal" ? { severity: "note" as const } : {}),
        })),
      ),
};
