import {
  type BrokerOutput,
  type BrokerSecret,
  type ResolvedApp,
  type ResolvedBroker,
  serviceHost,
} from "@fairlead/model";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { ContainerValue } from "../container/container-value.js";
import { lettersAndDigits } from "../secrets/secret-generation.js";
import { BrokerCredentials } from "./broker-credentials.js";

/** What {@link BrokerContainerSecrets} are made from. */
export interface BrokerContainerSecretsProps {
  readonly app: ResolvedApp;
  readonly broker: ResolvedBroker;
  /** Name of the service that runs it, which is its host too. */
  readonly service: string;
  readonly key: IKey;
}

/** Erlang's own has 20 letters; it takes up to 255 of them and digits. */
const COOKIE_LENGTH = 48;

/** The secrets of a broker that runs as a service: its user, its URL and its Erlang cookie. */
export class BrokerContainerSecrets extends Construct {
  readonly credentials: BrokerCredentials;
  /** What the node and its command-line tools know each other by. */
  readonly erlangCookie: CfnSecret;
  /** Holds the whole `amqp://` URL. */
  readonly url: CfnSecret;
  /** The service has metrics of its own. */
  readonly metricDimensions = null;
  private readonly props: BrokerContainerSecretsProps;

  constructor(scope: Construct, id: string, props: BrokerContainerSecretsProps) {
    super(scope, id);
    this.props = props;
    const { app, broker, service, key } = props;
    this.credentials = new BrokerCredentials(this, "Credentials", { app, broker: broker.name, key });
    this.erlangCookie = this.credentials.makeSecret(
      "ErlangCookie",
      "erlang-cookie",
      `Erlang cookie of the broker ${broker.name}`,
      { generateSecretString: lettersAndDigits(COOKIE_LENGTH) },
    );
    this.url = this.credentials.makeUrl({ scheme: "amqp", host: serviceHost(app, service), port: broker.port });
  }

  /** One output for a container. The host and the port are no secrets. */
  value(output: BrokerOutput | BrokerSecret): ContainerValue {
    switch (output) {
      case "url":
        return this.credentials.secretValue(this.url);
      case "user":
      case "password":
        return this.credentials.signInValue(output);
      case "host":
        return { kind: "plain", value: serviceHost(this.props.app, this.props.service) };
      case "port":
        return { kind: "plain", value: String(this.props.broker.port) };
      case "erlang-cookie":
        return this.credentials.secretValue(this.erlangCookie);
    }
  }
}
