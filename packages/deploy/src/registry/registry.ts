import type { SecretText } from "../secrets/secret-text.js";

/** The environment's image repositories (ECR), in its account and region. */
export interface Registry {
  /** Host that references of images begin with, e.g. `111122223333.dkr.ecr.eu-west-1.amazonaws.com`. */
  host(): Promise<string>;
  /** Digest of the image with that tag; `null`: there is none, or no such repository. */
  digestOf(repository: string, tag: string): Promise<string | null>;
  /** The youngest image that has a tag; `null`: there is none, or no such repository. */
  youngest(repository: string): Promise<RegistryImage | null>;
  /** `null`: there is no such image. */
  byDigest(repository: string, digest: string): Promise<RegistryImage | null>;
  /** What images of the digest run on, e.g. `linux/arm64`; none where the manifest doesn't say. */
  platforms(repository: string, digest: string): Promise<readonly string[]>;
  /** For a container engine, to push with; good for twelve hours. */
  login(): Promise<RegistryLogin>;
  /** Brings an image of another registry, account, region or repository here, byte for byte: its digest stays. */
  copy(copy: ImageCopy, signal?: AbortSignal): Promise<void>;
}

export interface RegistryImage {
  readonly digest: string;
  readonly tags: readonly string[];
  /** Milliseconds since 1970. */
  readonly pushedAtMs: number;
}

export interface RegistryLogin {
  readonly host: string;
  readonly user: string;
  readonly password: SecretText;
}

/** An image by what its bytes are, wherever it lies. */
export interface ImageAddress {
  /** For example `ghcr.io`. */
  readonly host: string;
  /** For example `chroma-core/chroma`. */
  readonly repository: string;
  readonly digest: string;
}

export interface ImageCopy {
  readonly from: ImageAddress;
  readonly repository: string;
  /** Without a tag, an image would be taken for half a push and expire. */
  readonly tag: string;
}
