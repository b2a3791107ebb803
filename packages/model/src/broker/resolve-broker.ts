import type { Described } from "../app/described-app.js";
import type { TierValues } from "../environment/tier-values.js";
import { DEFAULT_AMAZON_MQ_VERSION, DEFAULT_CONTAINER_VERSION } from "./broker-versions.js";
import type { ResolvedBroker } from "./resolved-broker.js";

/** Amazon MQ opens AMQP in TLS alone. */
const AMQPS_PORT = 5671;

/** The protocol's own. A container has no certificate that its clients would know. */
export const AMQP_PORT = 5672;

/** Fills the gaps of a broker. */
export function resolveBroker({ name, options }: Described<"rabbitmq">, tier: TierValues): ResolvedBroker {
  switch (options.engine) {
    case "amazon-mq":
      return {
        name,
        engine: {
          kind: "amazon-mq",
          instanceType: options.instance ?? tier.brokerInstance,
          deployment: (options.cluster ?? tier.brokerCluster) ? "cluster" : "single-instance",
        },
        version: options.version ?? DEFAULT_AMAZON_MQ_VERSION,
        port: AMQPS_PORT,
      };
    case "container":
      return {
        name,
        engine: { kind: "container", service: name, volume: name },
        version: options.version ?? DEFAULT_CONTAINER_VERSION,
        port: AMQP_PORT,
      };
  }
}
