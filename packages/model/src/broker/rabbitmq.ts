import { findDeclarationSite } from "../part/declaration-site.js";
import { makePart, type Part } from "../part/part.js";
import type { BrokerOutput, BrokerSecret } from "../service/resolved-container.js";

export interface AmazonMqOptions {
  readonly engine: "amazon-mq";
  /** Major and minor, `"4.3"`, `"4.2"` or `"3.13"`; default `"4.2"`. Amazon MQ chooses the patch. */
  readonly version?: string | undefined;
  /** For example `mq.m7g.large`; default the tier's. */
  readonly instance?: string | undefined;
  /** Three nodes in three zones in place of one; default the tier's. */
  readonly cluster?: boolean | undefined;
}

export interface BrokerContainerOptions {
  readonly engine: "container";
  /** Exact, e.g. `"4.2.1"`: the tag of the official image. */
  readonly version?: string | undefined;
  /** ECS units; default 512: a broker that moves JSON between a handful of workers idles on half a vCPU. */
  readonly cpu?: number | undefined;
  /** MiB; default 1024. RabbitMQ stops publishers at 60 % of it. */
  readonly memory?: number | undefined;
  /** Days, one of CloudWatch's values; default the tier's. */
  readonly logRetention?: number | undefined;
}

export type RabbitmqOptions = AmazonMqOptions | BrokerContainerOptions;

/** One fact about a broker, as the value of a variable. */
export interface BrokerReference {
  readonly kind: "broker-output";
  readonly broker: Part<"rabbitmq">;
  readonly output: BrokerOutput;
}

/** What the broker's own container is given of its secrets. */
export interface BrokerCredentialReference {
  readonly kind: "broker-credential";
  readonly broker: Part<"rabbitmq">;
  readonly field: BrokerSecret;
}

/** A RabbitMQ broker and what variables may take from it. */
export interface Rabbitmq extends Part<"rabbitmq"> {
  /** `amqps://<user>:<password>@<host>:5671` on Amazon MQ, `amqp://…:5672` of a container; injected as a secret. */
  readonly url: BrokerReference;
  readonly host: BrokerReference;
  readonly port: BrokerReference;
  /** Injected as a secret. */
  readonly user: BrokerReference;
  /** Injected as a secret. */
  readonly password: BrokerReference;
}

/**
 * Declares a RabbitMQ broker: on Amazon MQ, or as one task of yours with a volume of its own, for a tenth of the price and with
 * minutes of silence whenever it is replaced.
 *
 * @param name Unique among the app's brokers.
 */
export function rabbitmq(name: string, options: RabbitmqOptions): Rabbitmq {
  const broker = makePart({ kind: "rabbitmq", name, options, source: findDeclarationSite(rabbitmq) });
  const reference = (output: BrokerOutput): BrokerReference => Object.freeze({ kind: "broker-output", broker, output });
  return Object.freeze({
    ...broker,
    url: reference("url"),
    host: reference("host"),
    port: reference("port"),
    user: reference("user"),
    password: reference("password"),
  });
}
