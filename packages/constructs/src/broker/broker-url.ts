/** What a broker's URL is put together from. Parts may be CDK tokens and dynamic references. */
export interface BrokerUrlParts {
  /** `amqps` is AMQP in TLS. */
  readonly scheme: "amqp" | "amqps";
  readonly username: string;
  /** Letters and digits: nothing to escape. */
  readonly password: string;
  readonly host: string;
  readonly port: number;
}

/**
 * `amqps://<user>:<password>@<host>:<port>`; without a path it means the virtual host `/`.
 * https://www.rabbitmq.com/docs/uri-spec
 */
export const brokerUrl = ({ scheme, username, password, host, port }: BrokerUrlParts): string =>
  `${scheme}://${username}:${password}@${host}:${port}`;
