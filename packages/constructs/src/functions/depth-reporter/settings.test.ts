import { describe, expect, it } from "vitest";
import { parseSettings } from "./settings.js";

const DIMENSIONS = { Cache: "cache", Stream: "jobs", Group: "workers" };

describe("the settings of what measures", () => {
  it("are read off the function's variables", () => {
    const series = [{ stream: "jobs", group: "workers", dimensions: DIMENSIONS }];
    const variables = { NAMESPACE: "shop/prod/work", KIND: "streams", URL_ARN: "arn", URL_KEY: "" };
    expect(parseSettings({ ...variables, SERIES: JSON.stringify(series) })).toEqual({
      kind: "streams",
      namespace: "shop/prod/work",
      urlArn: "arn",
      urlKey: null,
      series,
    });
  });

  it.each([
    [{ KIND: "topics", SERIES: "[]" }, '"topics"'],
    [{ KIND: "queues", METRICS_URL: "http://tasks:15692", SERIES: "{}" }, "no list"],
    [{ KIND: "queues", METRICS_URL: "http://tasks:15692", SERIES: '[{"queue":"jobs"}]' }, '"virtualHost"'],
    [{ KIND: "queues", SERIES: "[]" }, "METRICS_URL"],
  ])("are refused as %j", (variables, message) => {
    expect(() => parseSettings({ NAMESPACE: "shop/prod/work", ...variables })).toThrow(message);
  });
});
