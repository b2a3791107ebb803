import { NETWORK_ADDRESS } from "@fairlead/model";
import { observed } from "../observation.js";
import type { PreflightRule } from "../preflight-rule.js";

/** Accounts differ in the zones that they see: some are closed to new ones (e.g. one of us-west-1's). */
export const zonesThere: PreflightRule = {
  id: "zones-there",
  says: "the account has the availability zones of the network",
  isEssential: false,
  run: async ({ target: { app } }, { network }) => {
    if (app.network.source.kind !== "create") return [];
    const there = await network.zones();
    const missing = app.network.zones.filter((zone) => !there.includes(zone));
    if (missing.length === 0) return [];
    return [
      observed(app, "error", {
        on: NETWORK_ADDRESS,
        code: "ZoneMissing",
        message: `The account has no zone ${missing.join(", ")}; it has ${there.join(", ")}.`,
        fix: "State the network's `zones` of those that there are.",
      }),
    ];
  },
};
