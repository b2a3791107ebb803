import type { BrokerOutput, BrokerSecret, ResolvedApp, ResolvedBroker } from "@fairlead/model";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { ContainerValue } from "../container/container-value.js";
import type { VpcStack } from "../vpc/vpc-stack.js";
import { AmazonMqBroker } from "./amazon-mq-broker.js";
import { BrokerContainerSecrets } from "./broker-container-secrets.js";

/** A broker, as all that is around it needs it. */
export type MessageBroker = Construct & {
  /** One output for a container. */
  value(output: BrokerOutput | BrokerSecret): ContainerValue;
  /** In the namespace `AWS/AmazonMQ`; `null` where the broker is a service, and watched as one. */
  readonly metricDimensions: Readonly<Record<string, string>> | null;
};

/** What a broker is made from, whichever engine it is of. */
export interface MessageBrokerProps {
  readonly app: ResolvedApp;
  readonly broker: ResolvedBroker;
  readonly vpc: VpcStack;
  readonly key: IKey;
}

/** Makes of a broker what holds data: all of it on Amazon MQ, its secrets where its task is a service. */
export function messageBroker(scope: Construct, id: string, props: MessageBrokerProps): MessageBroker {
  const { engine } = props.broker;
  switch (engine.kind) {
    case "amazon-mq":
      return new AmazonMqBroker(scope, id, { ...props, engine });
    case "container":
      return new BrokerContainerSecrets(scope, id, { ...props, service: engine.service });
  }
}
