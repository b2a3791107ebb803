import { createHash } from "node:crypto";
import { UserError } from "@fairlead/errors";
import type { BuildContexts } from "../images/build-contexts.js";
import type { ContainerEngine, ContainerEngines, ImageBuild } from "../images/container-engine.js";
import type { FakeRegistry } from "./fake-registry.js";

/** Folders by their absolute paths; what a test writes there is their content. */
export class FakeBuildContexts implements BuildContexts {
  readonly contents = new Map<string, string>();

  read({ contextFolder, dockerfile }: Parameters<BuildContexts["read"]>[0]): ReturnType<BuildContexts["read"]> {
    const content = `${this.contents.get(contextFolder) ?? ""}\0${dockerfile}`;
    return Promise.resolve({
      dockerfile: `${contextFolder}/${dockerfile}`,
      ignoreFile: null,
      contentHash: createHash("sha256").update(content).digest("hex"),
    });
  }
}

/** An engine that builds in no time and pushes to a {@link FakeRegistry}; each build gives another digest, as builds do. */
export class FakeContainerEngines implements ContainerEngines {
  readonly builds: ImageBuild[] = [];
  /** What a build fails with; `null`: it doesn't. */
  failure: string | null = null;
  readonly #registry: FakeRegistry;

  constructor(registry: FakeRegistry) {
    this.#registry = registry;
  }

  find(): Promise<ContainerEngine> {
    const name = "docker 0.0.0 (fake)";
    return Promise.resolve({
      name,
      buildAndPush: async (build, watch) => {
        watch.signal?.throwIfAborted();
        this.builds.push(build);
        watch.onLine("#1 load build definition from Dockerfile");
        if (this.failure !== null)
          throw UserError.of("ImageBuildFailed", { message: `${name}: ${this.failure}`, fix: "Mend it." });
        watch.onPush();
        await Promise.resolve();
        const [, repository = "", tag = ""] = /^[^/]+\/(.+):([^:]+)$/.exec(build.reference) ?? [];
        const digest = createHash("sha256").update(`${build.reference} ${this.builds.length}`).digest("hex");
        this.#registry.push(repository, { digest: `sha256:${digest}`, tags: [tag], platforms: build.platforms });
      },
    });
  }
}
