import type { STSClient } from "@aws-sdk/client-sts";

/** What is known before AWS is asked anything: which of its regions, as whom, and where it answers. */
export interface AwsConnection {
  /** For example `eu-west-1`: the environment's, as the description states it. */
  readonly region: string;
  /** Name of a profile in `~/.aws/config`; `null`: as the environment variables say, or the machine's role. */
  readonly profile: string | null;
  /** Base URL of whatever answers for AWS, e.g. an emulator's; `null`: AWS itself. */
  readonly endpoint: string | null;
}

/** What was said on the command line; `undefined`: nothing. */
export interface ConnectionFlags {
  readonly profile?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** What every client of the SDK is made with. */
export interface ClientConfiguration {
  readonly region: string;
  readonly credentials: STSClient["config"]["credentials"];
  readonly endpoint?: string;
  /** Of S3's client alone: an emulator has no host for each bucket. */
  readonly forcePathStyle: boolean;
  readonly maxAttempts: number;
  readonly requestHandler: { readonly connectionTimeout: number; readonly requestTimeout: number };
}

/**
 * Flags win over the environment's variables. Everything that they don't say is left to the SDK's own chain, in its order: keys in
 * variables, SSO, a web identity (GitHub's OIDC), the shared files with assumed roles, the container's role, the instance's
 * (AWS SDKs and Tools reference guide, "Standardized credential providers", read 2026-11).
 */
export function connectionOf(
  region: string,
  flags: ConnectionFlags,
  variables: Readonly<Record<string, string | undefined>>,
): AwsConnection {
  return {
    region,
    profile: stated(flags.profile) ?? stated(variables["AWS_PROFILE"]),
    endpoint: stated(flags.endpoint) ?? stated(variables["AWS_ENDPOINT_URL"]),
  };
}

// An empty variable is how a shell takes one away.
const stated = (text: string | undefined): string | null => (text === undefined || text === "" ? null : text);
