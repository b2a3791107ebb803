import { imageParameterName, repositoryName } from "@fairlead/constructs";
import { ledgerOf, pinImages, planPromotion } from "@fairlead/deploy";
import { isUserError } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import { aResolvedApp, aResolvedService } from "@fairlead/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonRecord } from "../json/json-value.js";
import { type EmulatedAws, startEmulatedAws } from "../testing/emulated-aws.js";
import { digestOfText, pushImage, pushIndex } from "../testing/pushed-images.js";
import { ecr } from "./resources/calls.js";

const images: ResolvedApp["images"] = ["one-platform", "two-platforms"].map((name) => ({
  name,
  source: { kind: "pushed" },
  base: null,
  needs: [],
}));
const [ONE, TWO] = ["one-platform", "two-platforms"];
const services = [ONE, TWO].map((image) => aResolvedService({ name: image, image, architecture: "arm64" }));
const PROD = aResolvedApp({ images, services, jobs: [] });
const STAGING: ResolvedApp = { ...PROD, environment: { ...PROD.environment, name: "staging" } };

describe("a promotion between two environments, by the adapters of deploy against an emulator", () => {
  let aws: EmulatedAws;

  beforeAll(async () => {
    aws = await startEmulatedAws();
    for (const app of [STAGING, PROD])
      for (const { name } of images) await call("CreateRepository", { repositoryName: repositoryName(app, name) });
  }, 300_000);

  afterAll(async () => {
    await aws.stop();
  });

  const call = (action: string, body: JsonRecord): Promise<JsonRecord> => ecr(aws.front, action, body);

  const codeOf = async (promise: Promise<unknown>): Promise<string | undefined> => {
    const error: unknown = await promise.then(
      () => null,
      (reason: unknown) => reason,
    );
    return isUserError(error) ? error.problems[0]?.code : undefined;
  };

  /** A release of the first environment that served; gives its digests by template parameter. */
  const released = async (version: string, change: Readonly<Record<string, string>> = {}) => {
    const one = await pushImage(aws.front, repositoryName(STAGING, ONE), {
      architecture: "arm64",
      version,
      tag: version,
    });
    const two = await pushIndex(aws.front, repositoryName(STAGING, TWO), version);
    const digests = { [imageParameterName(ONE)]: one, [imageParameterName(TWO)]: two, ...change };
    const action = { kind: "deploy" } as const;
    const start = { action, plan: null, expectedMonthlyUsd: null, findings: null, by: "ada", toolVersion: "0.1.0" };
    const open = await ledgerOf({ app: STAGING }, aws.ports).begin("hash", { ...start, deadlineMs: 3_600_000 });
    await open.end({ outcome: "done", problems: [], by: "ada" }, { digests });
    return digests;
  };

  const promoted = async () => {
    const { images: outside } = await planPromotion({ source: STAGING, target: PROD, release: null }, aws.ports);
    return pinImages({ app: PROD }, { baseFolder: "/project", outside }, aws.ports, () => undefined);
  };

  it("brings the very digests with their bytes into the other's repositories, which had no layer of them", async () => {
    const digests = await released("v1");
    const inProd = (name: string) =>
      aws.ports.registry.byDigest(repositoryName(PROD, name), digests[imageParameterName(name)] ?? "");
    expect([await inProd(ONE), await inProd(TWO)]).toEqual([null, null]);
    expect(await promoted()).toEqual(digests);
    expect(await inProd(ONE)).toMatchObject({ digest: digests[imageParameterName(ONE)] });
    expect(await inProd(TWO)).toMatchObject({ digest: digests[imageParameterName(TWO)] });
    const platforms = (name: string) =>
      aws.ports.registry.platforms(repositoryName(PROD, name), digests[imageParameterName(name)] ?? "");
    expect(await platforms(ONE)).toEqual(["linux/arm64"]);
    expect(await platforms(TWO)).toEqual(["linux/amd64", "linux/arm64"]);
    const layerDigests = [digestOfText("layer of arm64 v1")];
    const layers = { repositoryName: repositoryName(PROD, ONE), layerDigests };
    expect(await call("BatchCheckLayerAvailability", layers)).toMatchObject({ failures: [] });
  });

  it("keeps a ledger for each environment, and takes what served in the one", async () => {
    const digests = await released("v2");
    const last = (app: ResolvedApp) => ledgerOf({ app }, aws.ports).last();
    expect((await last(STAGING))?.facts.digests).toEqual(digests);
    expect(await last(PROD)).toBeNull();
    expect(await codeOf(planPromotion({ source: PROD, target: STAGING, release: null }, aws.ports))).toBe(
      "NothingServed",
    );
  });

  it("is refused where the digest that served is in no repository any more", async () => {
    const gone = digestOfText("never pushed");
    await released("v3", { [imageParameterName(ONE)]: gone });
    expect(await codeOf(promoted())).toBe("ImageMissing");
    expect(await aws.ports.registry.byDigest(repositoryName(PROD, ONE), gone)).toBeNull();
  });

  it("is refused where the image is for another platform than the tasks of the other environment", async () => {
    const amd64 = await pushImage(aws.front, repositoryName(STAGING, ONE), {
      architecture: "amd64",
      version: "v4",
      tag: "v4-amd64",
    });
    await released("v4", { [imageParameterName(ONE)]: amd64 });
    expect(await codeOf(promoted())).toBe("ImagePlatform");
  });
});
