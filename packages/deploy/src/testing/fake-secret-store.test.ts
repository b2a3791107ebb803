import { describe } from "vitest";
import { FakeSecretStore } from "./fake-secret-store.js";
import { itKeepsSecrets } from "./secret-store-contract.js";

describe("the fake store of secrets", () => {
  itKeepsSecrets(() => {
    const store = new FakeSecretStore();
    const make = (name: string, value: string | null): Promise<void> => {
      store.make(name, value);
      return Promise.resolve();
    };
    return Promise.resolve({ store, make });
  }, "llm-proxy/prod/");
});
