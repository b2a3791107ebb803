import type { PreflightPorts } from "../preflight/preflight-rule.js";
import { fakeAccount } from "./fake-account.js";
import { fakeCertificates } from "./fake-certificates.js";
import { FakeClock } from "./fake-clock.js";
import { fakeExisting } from "./fake-existing.js";
import { fakeHostedZones } from "./fake-hosted-zones.js";
import { fakeMetrics } from "./fake-metrics.js";
import { fakeNetwork } from "./fake-network.js";
import { fakeQuotas } from "./fake-quotas.js";
import { FakeRegistry } from "./fake-registry.js";
import { FakeSecretStore } from "./fake-secret-store.js";
import { FakeStacks } from "./fake-stacks.js";

/** An account in which nothing of the app is yet, and in which it may be deployed. */
/** As its owner left it: the LLM Proxy's one secret of this kind is set. */
function ownersSecrets(): FakeSecretStore {
  const store = new FakeSecretStore();
  store.make("llm-proxy/prod/openai-api-key", "planted");
  return store;
}

export const fakePreflightPorts = (change: Partial<PreflightPorts> = {}): PreflightPorts => {
  const clock = new FakeClock();
  return {
    account: fakeAccount(),
    alarms: { states: () => Promise.resolve([]) },
    certificates: fakeCertificates(),
    clock,
    existing: fakeExisting(),
    hostedZones: fakeHostedZones([{ id: "Z1", name: "example.com", nameServers: ["ns-1.awsdns-01.com"] }], {
      "example.com": ["ns-1.awsdns-01.com"],
    }),
    metrics: fakeMetrics(),
    network: fakeNetwork(),
    quotas: fakeQuotas(),
    registry: new FakeRegistry(),
    secretStore: ownersSecrets(),
    services: { describe: () => Promise.resolve([]) },
    stacks: new FakeStacks({ clock, templates: () => undefined }),
    ...change,
  };
};
