import { resolve } from "node:path";
import { imageParameterName, repositoryName } from "@fairlead/constructs";
import { UserError } from "@fairlead/errors";
import type { ResolvedApp, ResolvedImage } from "@fairlead/model";
import type { DeployPorts } from "../deploy-ports.js";
import type { Report } from "../event/deploy-event.js";
import type { DeployTarget } from "../target/deploy-target.js";
import type { ImageBuild } from "./container-engine.js";
import { contentTag } from "./content-tag.js";
import { type NamedImage, readNamedImage } from "./image-reference.js";
import { neededPlatforms } from "./needed-platforms.js";

/** Where the images of a release come from. */
export interface ImageRequest {
  /** Absolute path of the configuration's folder, which contexts are relative to. */
  readonly baseFolder: string;
  /** `--image`: what was said of each image, by its name in the description. */
  readonly outside: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export type ImagePorts = Pick<DeployPorts, "buildContexts" | "containerEngines" | "registry">;

/**
 * Brings every image of the environment into its repositories and gives the digests, by template parameter. The repositories must be
 * there (`RegistryStack`). An image that is named is taken as it is, one with a context is built unless its content was pushed
 * before, and of one that a pipeline pushes the youngest is taken.
 * @throws UserError when an image can't be had, or doesn't run on what its tasks run on.
 */
export async function pinImages(
  { app }: Pick<DeployTarget, "app">,
  request: ImageRequest,
  ports: ImagePorts,
  report: Report,
): Promise<Readonly<Record<string, string>>> {
  refuseUnknown(app, Object.keys(request.outside));
  const digests: Record<string, string> = {};
  for (const image of app.images.filter(isPinned)) {
    const pinning = { app, image, repository: repositoryName(app, image.name), request, ports, report };
    const digest = await pin(pinning);
    await refuseOtherPlatforms(pinning, digest);
    digests[imageParameterName(image.name)] = digest;
  }
  return digests;
}

/**
 * The digests that are known without building, pushing or copying anything; `null`: it has to be built or pushed first.
 * @throws UserError when something is named that there isn't.
 */
export async function knownImages(
  { app }: Pick<DeployTarget, "app">,
  request: ImageRequest,
  ports: ImagePorts,
): Promise<Readonly<Record<string, string | null>>> {
  refuseUnknown(app, Object.keys(request.outside));
  const report = (): void => undefined;
  const known = app.images.filter(isPinned).map(async (image) => {
    const digest = await knownDigest({
      app,
      image,
      repository: repositoryName(app, image.name),
      request,
      ports,
      report,
    });
    return [imageParameterName(image.name), digest] as const;
  });
  return Object.fromEntries(await Promise.all(known));
}

async function knownDigest(pinning: Pinning): Promise<string | null> {
  const { image, repository, request, ports } = pinning;
  const text = request.outside[image.name];
  if (text !== undefined) {
    const named = readNamedImage(image.name, text);
    return named.kind === "outside" ? named.address.digest : pinNamed(pinning, named);
  }
  switch (image.source.kind) {
    case "build":
      return ports.registry.digestOf(repository, (await readBuild(pinning, image.source)).tag);
    case "pushed":
    case "external":
      return (await ports.registry.youngest(repository))?.digest ?? null;
  }
}

interface Pinning {
  readonly app: ResolvedApp;
  readonly image: ResolvedImage;
  readonly repository: string;
  readonly request: ImageRequest;
  readonly ports: ImagePorts;
  readonly report: Report;
}

const isPinned = ({ source }: ResolvedImage): boolean => source.kind !== "external";

async function pin(pinning: Pinning): Promise<string> {
  const { image, request } = pinning;
  const named = request.outside[image.name];
  if (named !== undefined) return pinNamed(pinning, readNamedImage(image.name, named));
  switch (image.source.kind) {
    case "build":
      return pinBuilt(pinning, image.source);
    case "pushed":
    case "external":
      return pinPushed(pinning);
  }
}

async function pinNamed(pinning: Pinning, named: NamedImage): Promise<string> {
  const { image, repository, request, ports, report } = pinning;
  switch (named.kind) {
    case "tag": {
      const digest = await ports.registry.digestOf(repository, named.tag);
      return present(pinning, digest ?? throwMissing(pinning, `the tag ${named.tag}`));
    }
    case "digest": {
      const found = await ports.registry.byDigest(repository, named.digest);
      return present(pinning, found?.digest ?? throwMissing(pinning, `the digest ${named.digest}`));
    }
    case "outside": {
      const { digest } = named.address;
      if ((await ports.registry.byDigest(repository, digest)) !== null) return present(pinning, digest);
      report({ type: "image", image: image.name, state: "pushing", digest });
      const tag = `outside-${digest.replace("sha256:", "").slice(0, 40)}`;
      await ports.registry.copy({ from: named.address, repository, tag }, request.signal);
      report({ type: "image", image: image.name, state: "pushed", digest });
      return digest;
    }
  }
}

async function pinPushed(pinning: Pinning): Promise<string> {
  const { image, repository, ports } = pinning;
  const youngest = await ports.registry.youngest(repository);
  if (youngest !== null) return present(pinning, youngest.digest);
  throw UserError.ofProblems([
    {
      path: `images.${image.name}`,
      code: "NoImagePushed",
      message: `No image was pushed to ${repository} yet, and image "${image.name}" has no context to build it from.`,
      fix: `Push one with a tag of its own, or name one: \`--image ${image.name}=<repository>@sha256:<digest>\`.`,
    },
  ]);
}

async function pinBuilt(pinning: Pinning, source: BuildSource): Promise<string> {
  const { image, repository, ports } = pinning;
  const read = await readBuild(pinning, source);
  const before = await ports.registry.digestOf(repository, read.tag);
  if (before !== null) return present(pinning, before);
  await build(pinning, read);
  const digest = await ports.registry.digestOf(repository, read.tag);
  if (digest === null)
    throw UserError.ofProblems([
      {
        path: `images.${image.name}`,
        code: "ImageNotArrived",
        message: `The image was pushed, and ${repository} has none with the tag ${read.tag}.`,
        fix: "Look whether the engine pushes to a mirror in place of ECR, and run the command again.",
      },
    ]);
  pinning.report({ type: "image", image: image.name, state: "pushed", digest });
  return digest;
}

type BuildSource = Extract<ResolvedImage["source"], { kind: "build" }>;
type Build = Omit<ImageBuild, "login" | "reference"> & { readonly tag: string };

/** What would be built, and the tag that it would have. */
async function readBuild(
  { app, image, request, ports }: Pinning,
  { context, dockerfile }: BuildSource,
): Promise<Build> {
  const contextFolder = resolve(request.baseFolder, context);
  const read = await ports.buildContexts.read({ image: image.name, contextFolder, dockerfile });
  const inputs = { platforms: neededPlatforms(app, image.name), args: {} };
  return {
    ...inputs,
    image: image.name,
    contextFolder,
    dockerfile: read.dockerfile,
    ignoreFile: read.ignoreFile,
    tag: contentTag({ ...inputs, contentHash: read.contentHash }),
  };
}

async function build({ image, repository, request, ports, report }: Pinning, { tag, ...what }: Build): Promise<void> {
  const engine = await ports.containerEngines.find();
  const login = await ports.registry.login();
  report({ type: "image", image: image.name, state: "building", digest: null });
  try {
    await engine.buildAndPush(
      { ...what, reference: `${login.host}/${repository}:${tag}`, login },
      {
        onLine: (line) => {
          report({ type: "log", from: `image ${image.name}`, task: engine.name, line });
        },
        onPush: () => {
          report({ type: "image", image: image.name, state: "pushing", digest: null });
        },
        signal: request.signal,
      },
    );
  } catch (error) {
    request.signal?.throwIfAborted();
    // Another deployment of the same content was faster, and a tag can't be written twice.
    if ((await ports.registry.digestOf(repository, tag)) === null) throw error;
  }
}

function present({ image, report }: Pinning, digest: string): string {
  report({ type: "image", image: image.name, state: "present", digest });
  return digest;
}

async function refuseOtherPlatforms({ app, image, repository, ports }: Pinning, digest: string): Promise<void> {
  const has = await ports.registry.platforms(repository, digest);
  const lacking = neededPlatforms(app, image.name).filter((platform) => !has.includes(platform));
  if (has.length === 0 || lacking.length === 0) return;
  throw UserError.ofProblems([
    {
      path: `images.${image.name}`,
      code: "ImagePlatform",
      message: `Image "${image.name}" (${digest}) is for ${has.join(", ")}, and its tasks run on ${lacking.join(", ")}: they would stop at once with "exec format error".`,
      fix: "Build it for that platform (`--platform`), or state the `architecture` of the services that run it.",
    },
  ]);
}

function throwMissing({ image, repository }: Pinning, what: string): never {
  throw UserError.ofProblems([
    {
      path: `images.${image.name}`,
      code: "ImageMissing",
      message: `The repository ${repository} has no image with ${what}.`,
      fix: `Push it there first, or name where it lies: \`--image ${image.name}=<repository>@sha256:<digest>\`.`,
    },
  ]);
}

function refuseUnknown(app: ResolvedApp, names: readonly string[]): void {
  const problems = names.flatMap((name) => {
    const image = app.images.find((candidate) => candidate.name === name);
    if (image !== undefined && isPinned(image)) return [];
    const pinned = app.images.filter(isPinned).map((candidate) => candidate.name);
    return [
      {
        path: `images.${name}`,
        code: "UnknownImage",
        message:
          image === undefined
            ? `\`--image ${name}=…\` names no image of ${app.name}.`
            : `Image "${name}" is taken from elsewhere by its \`uri\`, as the template has it.`,
        fix: image === undefined ? `Its images are ${pinned.join(", ")}.` : "Change the `uri` in the description.",
      },
    ];
  });
  if (problems.length > 0) throw UserError.ofProblems(problems);
}
