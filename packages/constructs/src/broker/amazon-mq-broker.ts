import { Fault } from "@fairlead/errors";
import {
  addressOf,
  type BrokerOutput,
  type BrokerSecret,
  type ResolvedApp,
  type ResolvedBroker,
} from "@fairlead/model";
import { Fn } from "aws-cdk-lib";
import { CfnBroker } from "aws-cdk-lib/aws-amazonmq";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { ContainerValue } from "../container/container-value.js";
import { boundedName, environmentPrefix } from "../stacks/resource-names.js";
import type { VpcStack } from "../vpc/vpc-stack.js";
import { BrokerCredentials } from "./broker-credentials.js";

type AmazonMq = Extract<ResolvedBroker["engine"], { kind: "amazon-mq" }>;

/** What an {@link AmazonMqBroker} is made from. */
export interface AmazonMqBrokerProps {
  readonly app: ResolvedApp;
  readonly broker: ResolvedBroker;
  readonly engine: AmazonMq;
  readonly vpc: VpcStack;
  readonly key: IKey;
}

/** Amazon MQ takes 50 characters (API reference, CreateBroker; quoted by aws-cdk-lib 2.276, 2026-11). */
const NAME_CHARACTERS = 50;

/** The name of a broker; metrics go by it, and alarms that know it need not refer to it. */
export const brokerName = (app: ResolvedApp, broker: string): string =>
  boundedName(`${environmentPrefix(app)}-${broker}`, NAME_CHARACTERS);

/**
 * A RabbitMQ broker of Amazon MQ: in the data subnets, reached with TLS alone, with one user that no template holds.
 *
 * Its log groups are named after an id that is known once the broker is there, so Amazon MQ makes them itself, without an end to
 * their retention.
 */
export class AmazonMqBroker extends Construct {
  readonly broker: CfnBroker;
  readonly credentials: BrokerCredentials;
  /** Holds the whole `amqps://` URL. */
  readonly url: CfnSecret;
  /** `Broker`, in the namespace `AWS/AmazonMQ`. */
  readonly metricDimensions: Readonly<Record<string, string>>;
  private readonly port: number;

  constructor(scope: Construct, id: string, props: AmazonMqBrokerProps) {
    super(scope, id);
    const { app, broker, key } = props;
    this.port = broker.port;
    this.credentials = new BrokerCredentials(this, "Credentials", { app, broker: broker.name, key });
    this.broker = this.makeBroker(props);
    this.url = this.credentials.makeUrl({ scheme: "amqps", host: this.host, port: broker.port });
    this.metricDimensions = { Broker: brokerName(app, broker.name) };
  }

  /** The one name of all nodes, out of `amqps://<host>:5671`. */
  get host(): string {
    const endpoint = Fn.select(0, this.broker.attrAmqpEndpoints);
    return Fn.select(0, Fn.split(":", Fn.select(2, Fn.split("/", endpoint))));
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
        return { kind: "plain", value: this.host };
      case "port":
        return { kind: "plain", value: String(this.port) };
      case "erlang-cookie":
        throw new Fault("NoErlangCookie", "The cookie of a broker of Amazon MQ is Amazon's own.");
    }
  }

  private makeBroker({ app, broker, engine, vpc }: AmazonMqBrokerProps): CfnBroker {
    const { subnetIds } = vpc.vpc.selectSubnets(vpc.dataSubnets);
    return new CfnBroker(this, "Broker", {
      brokerName: brokerName(app, broker.name),
      engineType: "RABBITMQ",
      engineVersion: broker.version,
      hostInstanceType: engine.instanceType,
      deploymentMode: engine.deployment === "cluster" ? "CLUSTER_MULTI_AZ" : "SINGLE_INSTANCE",
      publiclyAccessible: false,
      // One subnet is what a single instance takes; a cluster has an endpoint in each that it is given.
      subnetIds: engine.deployment === "cluster" ? subnetIds : subnetIds.slice(0, 1),
      securityGroups: [vpc.securityGroupFor(this, addressOf("broker", broker.name)).securityGroupId],
      users: [{ username: this.credentials.username, password: this.credentials.password }],
      authenticationStrategy: "SIMPLE",
      // RabbitMQ from 3.13 on is patched by Amazon MQ, in this window (AWS::AmazonMQ::Broker, read 2026-11): the night between Saturday
      // and Sunday in Europe and the Americas, as that of the databases. A single instance is away for minutes then.
      autoMinorVersionUpgrade: true,
      maintenanceWindowStartTime: { dayOfWeek: "SUNDAY", timeOfDay: "06:00", timeZone: "UTC" },
      logs: { general: true },
    });
  }
}
