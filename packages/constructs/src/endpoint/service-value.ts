import { expectPresent } from "@fairlead/errors";
import { type ResolvedApp, type ServiceOutput } from "@fairlead/model";
import type { ContainerValue } from "../container/container-value.js";

/** What a variable of a caller holds: a name, which is known before anything is made. */
export function serviceValue(app: ResolvedApp, name: string, output: ServiceOutput): ContainerValue {
  const { endpoint, port, protocol } = expectPresent(
    app.services.find((service) => service.name === name),
    `Service ${name}`,
  );
  const { host } = expectPresent(endpoint, `The endpoint of service ${name}`);
  const at = String(expectPresent(port, `The port of service ${name}`));
  switch (output) {
    case "url":
      // gRPC clients take http:// for a connection without TLS too.
      return { kind: "plain", value: `${protocol === "tcp" ? "tcp" : "http"}://${host}:${at}` };
    case "host":
      return { kind: "plain", value: host };
    case "port":
      return { kind: "plain", value: at };
  }
}
