import type { Acceptance } from "@fairlead/model";
import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import type { Finding } from "../finding.js";
import { ACCEPTED_BY_DESIGN, type DesignAcceptance } from "./accepted-by-design.js";
import { applyAcceptances } from "./apply-acceptances.js";
import type { Draft } from "./draft.js";

const TODAY = "2026-11-21";

const aDraft = (change: Partial<Draft> = {}): Draft => ({
  code: "SingleNat",
  severity: "warning",
  message: "The zones share 1 NAT.",
  why: "Zones fail.",
  fix: "One for each.",
  link: "https://docs.aws.amazon.com",
  address: "network",
  resource: null,
  source: null,
  constructPath: "",
  actions: [],
  ...change,
});

const anAcceptance = (change: Partial<Acceptance> = {}): Acceptance => ({
  finding: "SingleNat",
  on: null,
  reason: "Traffic is small until the launch.",
  until: TODAY,
  ...change,
});

const byDesign = (change: Partial<DesignAcceptance>): DesignAcceptance => ({
  finding: "WildcardPermission",
  path: null,
  message: null,
  actions: null,
  tiers: null,
  reason: "AWS offers no resource for it.",
  until: "2027-11-30",
  ...change,
});

const apply = (
  drafts: readonly Draft[],
  acceptances: readonly Acceptance[],
  design: readonly DesignAcceptance[] = [],
  today = TODAY,
): Finding[] => applyAcceptances(drafts, { ...aResolvedApp(), acceptances }, { today, byDesign: design });

const summary = (findings: readonly Finding[]) => findings.map(({ code, status }) => `${code} ${status.kind}`);

describe("applyAcceptances", () => {
  it("accepts a finding on the last day and opens it again the day after, with a warning", () => {
    expect(summary(apply([aDraft()], [anAcceptance()]))).toEqual(["SingleNat accepted"]);
    expect(summary(apply([aDraft()], [anAcceptance()], [], "2026-11-22"))).toEqual([
      "SingleNat open",
      "AcceptanceExpired open",
    ]);
  });

  it("says who accepts, why and until when", () => {
    const [finding] = apply([aDraft()], [anAcceptance()]);
    expect(finding?.status).toEqual({
      kind: "accepted",
      by: "description",
      reason: "Traffic is small until the launch.",
      until: TODAY,
    });
  });

  it("accepts on the named part alone", () => {
    const acceptance = anAcceptance({ finding: "SingleTask", on: "services.proxy" });
    const drafts = ["services.proxy", "services.admin"].map((address) => aDraft({ code: "SingleTask", address }));
    expect(summary(apply(drafts, [acceptance]))).toEqual(["SingleTask accepted", "SingleTask open"]);
  });

  it("warns of an acceptance that covers nothing", () => {
    expect(summary(apply([], [anAcceptance()]))).toEqual(["AcceptanceUnused open"]);
  });

  it("doesn't warn of a design's acceptance that covers nothing in this app", () => {
    expect(apply([], [], ACCEPTED_BY_DESIGN)).toEqual([]);
  });

  it("accepts by design what the path, the message and the tier fit", () => {
    const draft = aDraft({
      code: "SecretNotRotated",
      constructPath: "app-prod-Secrets/Secret-token",
      message: "It stays.",
    });
    const fitting = byDesign({
      finding: "SecretNotRotated",
      path: /-Secrets\//,
      message: /stays/,
      tiers: ["production"],
    });
    expect(summary(apply([draft], [], [fitting]))).toEqual(["SecretNotRotated accepted"]);
    for (const other of [{ path: /-Data\// }, { message: /goes/ }, { tiers: ["minimal"] }] as const)
      expect(summary(apply([draft], [], [{ ...fitting, ...other }]))).toEqual(["SecretNotRotated open"]);
  });

  it("accepts a wildcard only while all that it grants is in the list", () => {
    const acceptance = byDesign({ actions: ["ecr:GetAuthorizationToken"] });
    const wildcard = (actions: readonly string[]) => aDraft({ code: "WildcardPermission", actions });
    expect(summary(apply([wildcard(["ecr:GetAuthorizationToken"])], [], [acceptance]))).toEqual([
      "WildcardPermission accepted",
    ]);
    expect(summary(apply([wildcard(["ecr:GetAuthorizationToken", "s3:GetObject"])], [], [acceptance]))).toEqual([
      "WildcardPermission open",
    ]);
    expect(summary(apply([wildcard([])], [], [acceptance]))).toEqual(["WildcardPermission open"]);
  });

  it("holds no design acceptance open-ended or without a reason", () => {
    for (const { reason, until } of ACCEPTED_BY_DESIGN) {
      expect(until).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(reason).toMatch(/^[A-Z].{20,}\.$/s);
    }
  });
});
