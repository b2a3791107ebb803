import { expectPresent } from "@fairlead/errors";
import type { ResolvedAlarm } from "@fairlead/model";
import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { plainStyle } from "../terminal/style.js";
import { alarmLines } from "./alarm-text.js";

const PAGE = { style: plainStyle, width: 100, verbosity: 0 };
const app = aResolvedApp();
const alarm = expectPresent(
  app.observability.alarms.find(({ subject }) => subject === "services.proxy"),
  "The alarm",
);

const linesOf = (change: Partial<ResolvedAlarm>): readonly string[] =>
  alarmLines(
    { ...app, observability: { ...app.observability, alarms: [{ ...alarm, ...change }] } },
    "services.proxy",
    PAGE,
  );

describe("the alarms of a part", () => {
  it.each<[Partial<ResolvedAlarm>, string]>([
    [{}, "  proxy-5xx  critical, above 5 for 3 min of 5 min"],
    [{ datapointsToAlarm: 5, level: "warning" }, "  proxy-5xx  warning, above 5 for 5 min"],
    [
      { comparison: "below", periodSeconds: 300, datapointsToAlarm: 1, evaluationPeriods: 1 },
      "  proxy-5xx  critical, below 5 over 5 min",
    ],
  ])("are told with when they ring and why: %j", (change, line) => {
    expect(linesOf(change)).toEqual(["", "Alarms", line, "             A release that answers 5xx must not stay."]);
  });

  it("are not those of others", () => {
    expect(alarmLines(app, "jobs.migrate", PAGE)).toEqual([]);
  });

  it("are told apart from those that the description switches off", () => {
    const silenced = [{ name: "proxy-latency", subject: "services.proxy", reason: "Switched off." }];
    expect(
      alarmLines({ ...app, observability: { ...app.observability, alarms: [], silenced } }, "services.proxy", PAGE),
    ).toEqual(["", "Alarms that are switched off", "  proxy-latency  Switched off."]);
  });
});
