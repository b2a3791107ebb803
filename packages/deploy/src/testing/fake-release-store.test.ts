import { describe } from "vitest";
import { FakeReleaseStore } from "./fake-release-store.js";
import { itKeepsReleases } from "./release-store-contract.js";

describe("the fake store of releases", () => {
  itKeepsReleases(() => Promise.resolve({ store: new FakeReleaseStore(), prefix: "llm-proxy/prod/releases/" }));
});
