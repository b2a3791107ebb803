import { UserError } from "@fairlead/errors";
import type { ImageCopy, Registry, RegistryImage, RegistryLogin } from "../registry/registry.js";
import { SecretText } from "../secrets/secret-text.js";

/** An image as the fake keeps it. */
export interface FakeImage extends RegistryImage {
  readonly platforms: readonly string[];
}

/** What a test may look for in everything that comes out. */
export const PLANTED_REGISTRY_PASSWORD = "planted-registry-password";

/** Repositories in memory, where tags don't move. */
export class FakeRegistry implements Registry {
  /** By repository. */
  readonly repositories = new Map<string, FakeImage[]>();
  /** Images of other registries, by `<host>/<repository>@<digest>`. */
  readonly elsewhere = new Map<string, FakeImage>();
  readonly copies: ImageCopy[] = [];
  #pushes = 0;

  /** Puts an image there, as a pipeline would. */
  push(repository: string, image: Pick<FakeImage, "digest"> & Partial<FakeImage>): void {
    this.#pushes += 1;
    const made: FakeImage = { tags: [], pushedAtMs: this.#pushes, platforms: ["linux/arm64"], ...image };
    const images = this.repositories.get(repository) ?? [];
    const taken = images.flatMap(({ tags }) => tags).find((tag) => made.tags.includes(tag));
    if (taken !== undefined)
      throw UserError.of("TagTaken", { message: `The tag ${taken} is taken in ${repository}.`, fix: "Take another." });
    this.repositories.set(repository, [...images, made]);
  }

  host(): Promise<string> {
    return Promise.resolve("111122223333.dkr.ecr.us-east-1.amazonaws.com");
  }

  digestOf(repository: string, tag: string): Promise<string | null> {
    return Promise.resolve(this.#images(repository).find(({ tags }) => tags.includes(tag))?.digest ?? null);
  }

  youngest(repository: string): Promise<RegistryImage | null> {
    const tagged = this.#images(repository).filter(({ tags }) => tags.length > 0);
    return Promise.resolve(tagged.toSorted((one, other) => other.pushedAtMs - one.pushedAtMs)[0] ?? null);
  }

  byDigest(repository: string, digest: string): Promise<RegistryImage | null> {
    return Promise.resolve(this.#images(repository).find((image) => image.digest === digest) ?? null);
  }

  platforms(repository: string, digest: string): Promise<readonly string[]> {
    return Promise.resolve(this.#images(repository).find((image) => image.digest === digest)?.platforms ?? []);
  }

  async login(): Promise<RegistryLogin> {
    return { host: await this.host(), user: "AWS", password: new SecretText(PLANTED_REGISTRY_PASSWORD) };
  }

  async copy(copy: ImageCopy, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { host, repository, digest } = copy.from;
    const own =
      host === (await this.host()) ? this.#images(repository).find((image) => image.digest === digest) : undefined;
    const image = own ?? this.elsewhere.get(`${host}/${repository}@${digest}`);
    if (image === undefined)
      throw UserError.of("ImageMissing", { message: `${host} has no ${repository}@${digest}.`, fix: "Check it." });
    this.copies.push(copy);
    this.push(copy.repository, { digest, tags: [copy.tag], platforms: image.platforms });
  }

  #images(repository: string): readonly FakeImage[] {
    return this.repositories.get(repository) ?? [];
  }
}
