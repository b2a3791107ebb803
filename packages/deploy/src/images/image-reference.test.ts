import { describe, expect, it } from "vitest";
import { readNamedImage } from "./image-reference.js";

const DIGEST = `sha256:${"0".repeat(64)}`;

describe("the name of an image", () => {
  it.each([
    ["111122223333.dkr.ecr.eu-west-1.amazonaws.com/a/b", "111122223333.dkr.ecr.eu-west-1.amazonaws.com", "a/b"],
    ["localhost:5000/a", "localhost:5000", "a"],
    ["ghcr.io/a/b:v1", "ghcr.io", "a/b"],
    ["redis", "registry-1.docker.io", "library/redis"],
    ["docker.io/redis", "registry-1.docker.io", "library/redis"],
    ["bitnami/redis:7", "registry-1.docker.io", "bitnami/redis"],
  ])("%s is read as Docker reads it", (name, host, repository) => {
    expect(readNamedImage("a", `${name}@${DIGEST}`)).toEqual({
      kind: "outside",
      address: { host, repository, digest: DIGEST },
    });
  });
});
