import type { RegistryLogin } from "../registry/registry.js";

/** Whatever builds images on this machine. */
export interface ContainerEngines {
  /** Finds one that works. @throws UserError `NoContainerEngine` that says what was tried. */
  find(): Promise<ContainerEngine>;
}

/** A program that builds images and pushes them. */
export interface ContainerEngine {
  /** For example `docker 28.2.2 (buildx)`. */
  readonly name: string;
  /**
   * Builds an image and pushes it under its reference.
   * @throws UserError with the last lines of what the program said; rejects with the signal's reason when it is cancelled.
   */
  buildAndPush(build: ImageBuild, watch: BuildWatch): Promise<void>;
}

export interface ImageBuild {
  /** In the description. */
  readonly image: string;
  /** Absolute. */
  readonly contextFolder: string;
  /** Absolute. */
  readonly dockerfile: string;
  /** Absolute path of the `.dockerignore` that holds; `null`: none. */
  readonly ignoreFile: string | null;
  /** For example `linux/arm64`; more than one make one image that has them all. */
  readonly platforms: readonly string[];
  /** Not for secrets: an image tells them to everyone who has it. */
  readonly args: Readonly<Record<string, string>>;
  /** `<host>/<repository>:<tag>`. */
  readonly reference: string;
  readonly login: RegistryLogin;
}

export interface BuildWatch {
  readonly onLine: (line: string) => void;
  /** The image is made, and on its way. */
  readonly onPush: () => void;
  readonly signal?: AbortSignal | undefined;
}
