import { UserError } from "@fairlead/errors";
import type { ImageAddress } from "../registry/registry.js";

/** An image that is named on the command line in place of what would be built or found. */
export type NamedImage =
  /** A tag of the environment's own repository, where tags don't move. */
  | { readonly kind: "tag"; readonly tag: string }
  /** A digest of the environment's own repository. */
  | { readonly kind: "digest"; readonly digest: string }
  /** Of any other repository. */
  | { readonly kind: "outside"; readonly address: ImageAddress };

const DIGEST = /^sha256:[a-f0-9]{64}$/;
/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests (2026-11) */
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const DOCKER_HUB = "registry-1.docker.io";

/** Reads `--image <name>=<text>`. @throws UserError when it names no image, or one that may be another tomorrow. */
export function readNamedImage(image: string, text: string): NamedImage {
  if (DIGEST.test(text)) return { kind: "digest", digest: text };
  if (TAG.test(text)) return { kind: "tag", tag: text };
  const [name = "", digest, ...rest] = text.split("@");
  if (digest !== undefined && rest.length === 0 && DIGEST.test(digest) && name !== "")
    return { kind: "outside", address: { ...repositoryOf(name), digest } };
  throw UserError.of("ImageNotPinned", {
    message: `\`--image ${image}=${text}\` doesn't say which image is meant for good.`,
    fix: `Name its digest, as \`--image ${image}=<repository>@sha256:<64 hexadecimal digits>\`; a tag alone is taken for one of the environment's own repository, where tags don't move.`,
  });
}

/** As Docker reads names: the first part is a host if it has a dot, a port, or is localhost; everything else is Docker Hub's. */
function repositoryOf(name: string): Pick<ImageAddress, "host" | "repository"> {
  // A tag beside a digest says nothing more.
  const untagged = name.replace(/:[^/:]+$/, "");
  const [first = "", ...rest] = untagged.split("/");
  if (rest.length > 0 && (/[.:]/.test(first) || first === "localhost"))
    return first === "docker.io"
      ? { host: DOCKER_HUB, repository: rest.length === 1 ? `library/${rest.join("/")}` : rest.join("/") }
      : { host: first, repository: rest.join("/") };
  return { host: DOCKER_HUB, repository: rest.length === 0 ? `library/${untagged}` : untagged };
}
