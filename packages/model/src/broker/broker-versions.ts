/**
 * What Amazon MQ runs, newest first, and on which families of instances
 * (https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-version-management.html, 4.3 by its rabbitmq-43.html, both read
 * 2026-11). It sets the patch itself.
 */
const AMAZON_MQ_FAMILIES: ReadonlyMap<string, readonly string[]> = new Map([
  ["4.3", ["mq.m7g"]],
  ["4.2", ["mq.m7g"]],
  ["3.13", ["mq.m7g", "mq.m5", "mq.t3"]],
]);

/** What AWS recommends for every broker; 4.3 refuses queues that many apps declare (finding `TransientQueuesRefused`). */
export const DEFAULT_AMAZON_MQ_VERSION = "4.2";

export const AMAZON_MQ_VERSIONS: readonly string[] = [...AMAZON_MQ_FAMILIES.keys()];

/** The families of instances that a version runs on, e.g. `mq.m7g`. */
export const familiesOf = (version: string): readonly string[] => AMAZON_MQ_FAMILIES.get(version) ?? [];

/** `mq.m7g` of `mq.m7g.large`. */
export const familyOf = (instanceType: string): string => instanceType.split(".").slice(0, 2).join(".");

/**
 * The patch that a container runs unless another one is stated. A tag with a patch is rebuilt for its base image, but never moves to
 * another RabbitMQ. That the tag is in Amazon's mirror of Docker's official images is assumed.
 */
export const DEFAULT_CONTAINER_VERSION = "4.2.1";
