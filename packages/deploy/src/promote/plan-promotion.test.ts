import { isUserError } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { pinImages } from "../images/pin-images.js";
import { Ledger } from "../ledger/release-ledger.js";
import type { ReleaseRecord } from "../ledger/release-record.js";
import { aReleaseStart } from "../testing/a-release.js";
import { aDigest } from "../testing/a-service-state.js";
import { FakeClock } from "../testing/fake-clock.js";
import { FakeBuildContexts, FakeContainerEngines } from "../testing/fake-images.js";
import { FakeRegistry } from "../testing/fake-registry.js";
import { FakeReleaseStore } from "../testing/fake-release-store.js";
import { planPromotion } from "./plan-promotion.js";

const IMAGES: ResolvedApp["images"] = [
  { name: "collector", source: { kind: "external", uri: "public.ecr.aws/example/collector:1" }, base: null, needs: [] },
  { name: "proxy", source: { kind: "build", context: ".", dockerfile: "Dockerfile" }, base: null, needs: [] },
];
const PROD = aResolvedApp({ images: IMAGES });
const STAGING: ResolvedApp = { ...PROD, environment: { ...PROD.environment, name: "staging" } };

function world() {
  const registry = new FakeRegistry();
  const ports = { clock: new FakeClock(), releaseStore: new FakeReleaseStore(), registry };
  const ledger = new Ledger({ app: PROD.name, environment: "staging" }, ports);
  const release = async (outcome: NonNullable<ReleaseRecord["end"]>["outcome"], number: number) => {
    const open = await ledger.begin("hash", aReleaseStart());
    await open.end({ outcome, problems: [], by: "ada" }, { digests: { ProxyImageDigest: aDigest(number) } });
  };
  const plan = (number: number | null = null) =>
    planPromotion({ source: STAGING, target: PROD, release: number }, ports);
  return { registry, ledger, release, plan, ports };
}

async function codeOf(promise: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  return isUserError(error) ? error.problems[0]?.code : undefined;
}

describe("a promotion", () => {
  it("takes the images of the youngest release that served, by digest, and says what came after it", async () => {
    const { release, plan, registry } = world();
    await release("done", 1);
    await release("rolled-back", 2);
    expect(await plan()).toEqual({
      release: 1,
      images: { proxy: `${await registry.host()}/llm-proxy/staging/proxy@${aDigest(1)}` },
      warnings: ['Release 1 served, and release 2 of staging ended as "rolled-back" since.'],
    });
  });

  it("takes the release that is named, if it served", async () => {
    const { release, plan } = world();
    await release("done", 1);
    await release("rolled-back", 2);
    await release("done", 3);
    expect((await plan(1)).release).toBe(1);
    expect(await codeOf(plan(2))).toBe("NothingServed");
    expect(await codeOf(plan(9))).toBe("ReleaseUnknown");
  });

  it("ends with the same digest in the target's own repository, and nothing is built", async () => {
    const { release, plan, registry } = world();
    registry.push("llm-proxy/staging/proxy", { digest: aDigest(1), tags: ["content-1"] });
    await release("done", 1);
    const containerEngines = new FakeContainerEngines(registry);
    const { images } = await plan();
    const digests = await pinImages(
      { app: PROD },
      { baseFolder: "/project", outside: images },
      { registry, containerEngines, buildContexts: new FakeBuildContexts() },
      () => undefined,
    );
    expect(digests).toEqual({ ProxyImageDigest: aDigest(1) });
    expect(registry.repositories.get("llm-proxy/prod/proxy")).toMatchObject([{ digest: aDigest(1) }]);
    expect(containerEngines.builds).toEqual([]);
  });

  it("is refused where nothing served, an image lacks, or both are one environment", async () => {
    const { plan, ledger, ports } = world();
    expect(await codeOf(plan())).toBe("NothingServed");
    const open = await ledger.begin("hash", aReleaseStart());
    await open.end({ outcome: "done", problems: [], by: "ada" }, { digests: { OtherImageDigest: aDigest(1) } });
    expect(await codeOf(plan())).toBe("ImageNotReleased");
    expect(await codeOf(planPromotion({ source: PROD, target: PROD, release: null }, ports))).toBe("SameEnvironment");
  });
});
