import type { Assembly } from "@fairlead/constructs";
import { image, type ResolvedApp, service, userPool } from "@fairlead/model";
import { aResolvedApp, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { requirementsOf } from "./requirements.js";

const NO_STACKS: Assembly = { directory: "", stacks: [], resources: [], violations: [] };

const first = (app: ResolvedApp) => requirementsOf(app, NO_STACKS).filter(({ kind }) => kind === "environment");

describe("what a deployment waits for", () => {
  const app = aResolvedApp();
  const shared = { kind: "shared", of: "dev" } as const;
  const network = { ...app.network, source: shared };

  it("is no other environment, where nothing is shared", () => {
    expect(first(app)).toEqual([]);
  });

  it("is the environment whose network and load balancer are used, before anything else", () => {
    const ingress =
      app.ingress === null ? null : { ...app.ingress, loadBalancer: { ...shared, hasCertificate: false } };
    expect(requirementsOf({ ...app, network, ingress }, NO_STACKS)[0]).toEqual({
      kind: "environment",
      todo: 'Deploy the environment "dev" first: its network and its load balancer are used here. It can\'t be destroyed before this one.',
      when: "before-deployment",
      address: "environments.dev",
      parameters: [],
    });
  });

  it("is SES's consent, where a user pool sends from an address of one's own", () => {
    const { userPools } = resolveRoots({
      services: [
        service("web", {
          image: image("web"),
          env: { POOL: userPool("users", { emailFrom: "no-reply@shop.example.com" }).id },
        }),
      ],
    });
    expect(requirementsOf({ ...app, userPools }, NO_STACKS).map(({ todo }) => todo)).toContainEqual(
      expect.stringMatching(/^Verify shop\.example\.com in SES in us-east-1 /u),
    );
    expect(requirementsOf(app, NO_STACKS).filter(({ todo }) => todo.includes("SES"))).toEqual([]);
  });

  it("is the same where nothing is reachable from outside", () => {
    expect(first({ ...app, network, ingress: null })[0]?.todo).toMatch(
      /^Deploy the environment "dev" first: its network is used/u,
    );
  });

  it("is a mail for each topic that an address has subscribed to", () => {
    const confirmations = (alertTopics: ResolvedApp["environment"]["alertTopics"]): string[] =>
      requirementsOf({ ...app, environment: { ...app.environment, alertTopics } }, NO_STACKS)
        .filter(({ kind }) => kind === "confirmation")
        .map(({ todo }) => todo);
    const emails = ["oncall@example.com"];
    expect(confirmations([{ name: "alerts", levels: ["warning", "critical"], emails }])).toEqual([
      "Confirm the subscription that AWS sends to oncall@example.com.",
    ]);
    expect(
      confirmations([
        { name: "alerts", levels: ["warning"], emails },
        { name: "critical", levels: ["critical"], emails },
      ]),
    ).toEqual([
      "Confirm the subscription to the topic of warnings that AWS sends to oncall@example.com.",
      "Confirm the subscription to the topic of critical alarms that AWS sends to oncall@example.com.",
    ]);
  });
});
