/** What a service speaks at its port, in the words of ECS; `http2` and `grpc` differ in the metrics that they give. */
export type ServiceProtocol = "http" | "http2" | "grpc" | "tcp";

/** How the app's other tasks reach a service: by one name, whichever way leads there. */
export interface ResolvedEndpoint {
  /** `<service>.<app>-<environment>.internal`. */
  readonly host: string;
  readonly ways: ResolvedWays;
  readonly timeouts: ResolvedEndpointTimeouts;
}

/** Whether services call (through ECS Service Connect), jobs and functions (through the private DNS, since they can't be in it), or both. */
export type ResolvedWays = "service-connect" | "dns" | "both";

/** What Service Connect waits for. */
export interface ResolvedEndpointTimeouts {
  /** For the whole of a response; `null`: the protocol has none. */
  readonly requestSeconds: number | null;
  /** For the next byte of a connection. */
  readonly idleSeconds: number;
}

export const usesServiceConnect = ({ ways }: ResolvedEndpoint): boolean => ways !== "dns";
export const usesDns = ({ ways }: ResolvedEndpoint): boolean => ways !== "service-connect";
