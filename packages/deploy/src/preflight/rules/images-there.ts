import { imageParameterName, repositoryName } from "@fairlead/constructs";
import { addressOf, type ResolvedImage } from "@fairlead/model";
import { neededPlatforms } from "../../images/needed-platforms.js";
import { observed } from "../observation.js";
import type { Observation, PreflightPorts, PreflightRequest, PreflightRule } from "../preflight-rule.js";

export const imagesThere: PreflightRule = {
  id: "images-there",
  says: "every image that is not built or brought by this deployment is in its repository, and runs on what its tasks run on",
  isEssential: false,
  run: async (request, ports) => {
    const { images } = request.target.app;
    const isBrought = ({ name }: ResolvedImage) => request.outsideImages.includes(name);
    const kept = images.filter((image) => image.source.kind !== "external" && !isBrought(image));
    const observations = await Promise.all(kept.map((image) => judge(request, image, ports)));
    return observations.flat();
  },
};

interface Situation {
  readonly request: PreflightRequest;
  readonly image: ResolvedImage;
  readonly repository: string;
}

async function judge(
  request: PreflightRequest,
  image: ResolvedImage,
  ports: Pick<PreflightPorts, "registry" | "existing">,
): Promise<readonly Observation[]> {
  const situation = { request, image, repository: repositoryName(request.target.app, image.name) };
  const stated = request.parameters[imageParameterName(image.name)] ?? null;
  if (stated !== null) return judgeDigest(situation, stated, ports);
  if (image.source.kind === "build") return [];
  const youngest = await ports.registry.youngest(situation.repository);
  return youngest === null ? [await notPushed(situation, ports)] : judgeDigest(situation, youngest.digest, ports);
}

async function notPushed(
  { request, image, repository }: Situation,
  { existing }: Pick<PreflightPorts, "existing">,
): Promise<Observation> {
  const isMade = (await existing.named("repository", repository)).includes(repository);
  return observed(request.target.app, isMade ? "error" : "warning", {
    on: addressOf("image", image.name),
    code: "ImageNotPushed",
    message: isMade
      ? `Nobody has pushed image "${image.name}" to ${repository}.`
      : `The repository ${repository} is made by this deployment, which then stops until somebody has pushed image "${image.name}" to it.`,
    fix: `Push it with a tag, and deploy again; or name one that is elsewhere: --image ${image.name}=<repository>@sha256:….`,
  });
}

async function judgeDigest(
  { request: { target }, image: { name }, repository }: Situation,
  digest: string,
  { registry }: Pick<PreflightPorts, "registry">,
): Promise<readonly Observation[]> {
  const on = addressOf("image", name);
  if ((await registry.byDigest(repository, digest)) === null)
    return [
      observed(target.app, "error", {
        on,
        code: "ImageMissing",
        message: `${repository} has no image ${digest}.`,
        fix: "Push it again, or name another digest; images that are older than thirty releases are deleted.",
      }),
    ];
  const platforms = await registry.platforms(repository, digest);
  const missing = neededPlatforms(target.app, name).filter((platform) => !platforms.includes(platform));
  // A manifest need not say what it runs on.
  if (platforms.length === 0 || missing.length === 0) return [];
  return [
    observed(target.app, "error", {
      on,
      code: "ImageForOtherPlatform",
      message: `Image "${name}" (${digest}) runs on ${platforms.join(", ")}, and its tasks are ${missing.join(", ")}.`,
      fix: `Build it for ${missing.join(" and ")} (\`docker buildx build --platform ${missing.join(",")}\`), or change the \`architecture\` of what runs it.`,
    }),
  ];
}
