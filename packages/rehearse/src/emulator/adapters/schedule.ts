import { textOf } from "../../json/json-value.js";
import { byCalls } from "../resources/by-calls.js";
import { omit } from "../resources/pick.js";
import type { TypeDecision } from "../resources/resource-maker.js";

export const SCHEDULE: TypeDecision = {
  type: "AWS::Scheduler::Schedule",
  proof: "stored only",
  because: "It is kept as written; nothing is started by it.",
  maker: byCalls({
    create: async ({ properties, generatedName, region, account }, api) => {
      const name = textOf(properties["Name"]) || generatedName;
      const body = JSON.stringify(omit(properties, ["Name"]));
      const path = `/schedules/${encodeURIComponent(name)}`;
      await api.rest({ service: "scheduler", method: "POST", path, body, contentType: "application/json" });
      return {
        physicalId: name,
        attributes: { Arn: `arn:aws:scheduler:${region}:${account}:schedule/default/${name}` },
      };
    },
    remove: async (physicalId, _asked, api) => {
      await api.rest({ service: "scheduler", method: "DELETE", path: `/schedules/${encodeURIComponent(physicalId)}` });
    },
  }),
};
