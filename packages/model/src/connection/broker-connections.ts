import { addressOf, type Address } from "../address.js";
import type { ResolvedBroker } from "../broker/resolved-broker.js";
import type { ResolvedValue } from "../service/resolved-container.js";
import type { Connection } from "./connection.js";

/** A variable that names a broker. */
interface NamedBroker {
  readonly variable: string;
  readonly value: Extract<ResolvedValue, { kind: "broker" }>;
  readonly broker: ResolvedBroker;
}

/** A broker in a container is reached where its service is; its credentials are the broker's own. */
export function brokerConnections(from: Address, { variable: because, value, broker }: NamedBroker): Connection[] {
  const owner = addressOf("broker", broker.name);
  const reached = value.runBy === null ? owner : addressOf("service", value.runBy);
  const network: Connection = { kind: "network", from, to: reached, port: broker.port, because };
  const injection: Connection = { kind: "injection", from, to: owner, because };
  // The broker's own task is given its credentials, and reaches nobody.
  const isItself = broker.engine.kind === "container" && value.runBy === null;
  return [...(isItself ? [] : [network]), ...(isInjected(value.output) ? [injection] : [])];
}

function isInjected(output: NamedBroker["value"]["output"]): boolean {
  switch (output) {
    case "url":
    case "user":
    case "password":
    case "erlang-cookie":
      return true;
    case "host":
    case "port":
      return false;
  }
}
