import type { Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import type { DescribedApp } from "../app/described-app.js";
import { familiesOf, familyOf } from "./broker-versions.js";
import type { ResolvedBroker } from "./resolved-broker.js";

/** A broker runs on what its version runs on, and a cluster has a zone for each of its nodes. */
export const checkBroker: Check = (app, description) =>
  app.brokers.flatMap((broker) =>
    broker.engine.kind === "amazon-mq"
      ? [...checkFamily(broker, broker.engine.instanceType), ...checkSize(broker, broker.engine)]
      : checkNameOfParts(broker, description),
  );

/** In a container a broker is a service, an image and a volume of its name. */
function checkNameOfParts({ name }: ResolvedBroker, { services, jobs, images, volumes }: DescribedApp): Problem[] {
  const taken = [
    ...[services, images, volumes].flatMap((parts) => parts.filter((part) => part.name === name).slice(1)),
    ...jobs.filter((job) => job.name === name),
  ];
  return taken.slice(0, 1).map(({ address }) => ({
    path: addressOf("broker", name),
    code: "NameTaken",
    message: `A broker in a container is a service, an image and a volume of its name, but ${address} has that name too.`,
    fix: "Give one of them another name.",
  }));
}

function checkFamily({ name, version }: ResolvedBroker, instanceType: string): Problem[] {
  const families = familiesOf(version);
  if (families.length === 0 || families.includes(familyOf(instanceType))) return [];
  return [
    {
      path: `${addressOf("broker", name)}.instance`,
      code: "InstanceWithoutEngine",
      message: `Amazon MQ does not run RabbitMQ ${version} on ${instanceType}.`,
      fix: `Use a size of ${families.join(", ")}, e.g. "${families[0] ?? ""}.large".`,
    },
  ];
}

/**
 * A cluster of a micro does not exist, nor does one of a size that has less than `large` in the m5 family
 * (https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rmq-broker-instance-types.html, as of 2025; assumed since).
 */
function checkSize(
  { name }: ResolvedBroker,
  { instanceType, deployment }: Extract<ResolvedBroker["engine"], { kind: "amazon-mq" }>,
): Problem[] {
  if (deployment === "single-instance" || !instanceType.endsWith(".micro")) return [];
  return [
    {
      path: `${addressOf("broker", name)}.cluster`,
      code: "ClusterTooSmall",
      message: `Amazon MQ makes no cluster of ${instanceType}.`,
      fix: 'Set instance to "mq.m7g.large", or cluster to false.',
    },
  ];
}
