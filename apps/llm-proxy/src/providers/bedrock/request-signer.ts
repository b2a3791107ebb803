import { Sha256 } from "@aws-crypto/sha256-js";
import type { SignatureV4 } from "@smithy/signature-v4";

/** Signs one request; gives back all of its headers. */
export interface RequestSigner {
  sign(request: {
    readonly method: string;
    /** Path and query. */
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
  }): Promise<Record<string, string>>;
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SigningScope {
  readonly region: string;
  /** Signing name of the AWS service, e.g. `bedrock`. */
  readonly service: string;
}

/** Signs with the default credential chain (environment, container, instance, profile), which is loaded when the first call needs it. */
export function credentialChainSigner(scope: SigningScope): RequestSigner {
  return lazySigner(async () => {
    const { defaultProvider } = await import("@aws-sdk/credential-provider-node");
    return createSignature(scope, defaultProvider());
  });
}

/** @param now For tests; default: the present. */
export const fixedCredentialsSigner = (scope: SigningScope, credentials: Credentials, now?: Date): RequestSigner =>
  lazySigner(() => createSignature(scope, credentials), now);

function lazySigner(create: () => Promise<SignatureV4>, now?: Date): RequestSigner {
  let signature: Promise<SignatureV4> | null = null;
  return {
    sign: async ({ method, path, headers, body }) => {
      signature ??= create();
      const [pathname = "/", search = ""] = path.split("?", 2);
      const query = Object.fromEntries(new URLSearchParams(search));
      const hostname = headers["host"] ?? "";
      const request = { method, protocol: "https:", hostname, path: pathname, query, headers: { ...headers }, body };
      const signed = await (await signature).sign(request, now === undefined ? {} : { signingDate: now });
      return signed.headers;
    },
  };
}

async function createSignature(
  scope: SigningScope,
  credentials: Credentials | (() => Promise<Credentials>),
): Promise<SignatureV4> {
  // The body's digest is a part of the signature in any case; a header of its own for it is Amazon S3's wish alone.
  const { SignatureV4: Signature } = await import("@smithy/signature-v4");
  return new Signature({ ...scope, credentials, sha256: Sha256, applyChecksum: false });
}
