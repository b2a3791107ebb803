import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { FAULTS } from "../faults/faults.js";
import { STRATEGY_KINDS } from "../rollout/with-strategy.js";
import { assumptionsOf, faultMatrix, type FaultMatrixRow } from "./fault-matrix.js";

const rows = faultMatrix(aResolvedApp());
const of = (service: string, fault: string): FaultMatrixRow | undefined =>
  rows.find((row) => row.service === service && row.fault === fault);

describe("faultMatrix", () => {
  it("has a row for each service and fault, and one for none", () => {
    expect(rows).toHaveLength(2 * (FAULTS.length + 1));
    expect(rows.map(({ service }) => service)).toContain("dispatcher");
  });

  it("tries a routed service with each strategy when asked, and another with its own", () => {
    const all = faultMatrix(aResolvedApp(), { strategies: "all" });
    const strategies = (service: string): string[] => [
      ...new Set(all.filter((row) => row.service === service).map(({ strategy }) => strategy)),
    ];
    expect(strategies("proxy")).toEqual([...STRATEGY_KINDS]);
    expect(strategies("dispatcher")).toEqual(["rolling"]);
  });

  it("goes as it should for every strategy, with other seeds too", () => {
    for (const seed of [1, 2, 3, 4, 5])
      for (const { service, strategy, fault, result } of faultMatrix(aResolvedApp(), { strategies: "all", seed }))
        if (result.kind === "simulated")
          expect({ service, strategy, fault, seed, shortfalls: result.shortfalls }).toMatchObject({ shortfalls: [] });
  });

  it.each(["image-missing", "crash-at-start", "health-failing", "alarm-during-bake", "migration-failing"])(
    "has the old version serve after %s",
    (fault) => {
      expect(of("proxy", fault)?.result).toMatchObject({ kind: "simulated", verdict: "rolled-back", expected: true });
    },
  );

  it.each(["none", "health-failing-once", "zone-lost", "long-stream", "api-throttled", "tool-killed"])(
    "has the new version serve after %s",
    (fault) => {
      expect(of("proxy", fault)?.result).toMatchObject({ kind: "simulated", verdict: "serving", expected: true });
    },
  );

  it("says why a fault can't happen to a service", () => {
    expect(of("dispatcher", "health-failing")?.result).toEqual({
      kind: "impossible",
      why: "Nothing checks the health of its tasks.",
    });
    expect(of("proxy", "spot-reclaimed")?.result).toMatchObject({ kind: "impossible" });
  });

  it("begins no deployment after a failed migration", () => {
    const result = of("proxy", "migration-failing")?.result;
    expect(result).toMatchObject({ simulated: { end: { status: null, serving: "old", healthy: true } } });
  });

  it("lets the new version serve where a ringing alarm is taken to be ignored", () => {
    const ignored = faultMatrix(aResolvedApp(), { ringingAtStart: "ignored" });
    const row = ignored.find(({ service, fault }) => service === "proxy" && fault === "alarm-ringing");
    expect(row?.result).toMatchObject({ verdict: "serving", expected: true });
    expect(of("proxy", "alarm-ringing")?.result).toMatchObject({ verdict: "rolled-back", expected: true });
  });

  it("counts what it costs users", () => {
    const cut = of("proxy", "long-stream")?.result;
    const bad = of("proxy", "alarm-during-bake")?.result;
    if (cut?.kind !== "simulated" || bad?.kind !== "simulated") throw new TypeError("Both can happen.");
    expect(cut.cutStreams).toBeGreaterThan(0);
    expect(bad.errors).toBeGreaterThan(1);
    expect(of("proxy", "image-missing")?.result).toMatchObject({ errors: 0, cutStreams: 0 });
  });

  it("lists each assumption that its simulations rest on once, and none that they don't", () => {
    const ids = assumptionsOf(rows).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(["start-times", "alarm-at-start-fails", "throttled-waits"]));
    expect(ids).not.toContain("spot-returns");
    expect(ids).not.toContain("abort-leaves");
  });
});
