/** A RabbitMQ broker. Its user and its password are generated once and stand in a secret. */
export interface ResolvedBroker {
  readonly name: string;
  readonly engine: ResolvedBrokerEngine;
  /** As the engine names it: `4.2` on Amazon MQ, `4.2.1` in a container. */
  readonly version: string;
  /** 5671: AMQP in TLS; 5672: AMQP as it is. */
  readonly port: number;
}

export type ResolvedBrokerEngine =
  /** A broker of Amazon MQ: private, patched in its maintenance window, reached with TLS alone. */
  | {
      readonly kind: "amazon-mq";
      /** For example `mq.m7g.large`. */
      readonly instanceType: string;
      /** `cluster`: three nodes in three zones. */
      readonly deployment: "single-instance" | "cluster";
    }
  /** One task that is never two: a service and a volume that the broker owns, both of its own name. */
  | { readonly kind: "container"; readonly service: string; readonly volume: string };
