import { describeResource } from "../../templates/graph-resource.js";
import type { TemplateRule } from "../rule.js";

export const logGroupWithoutRetention: TemplateRule = {
  code: "LogGroupWithoutRetention",
  severity: "warning",
  title: "Logs are kept forever",
  why: "Logs without an end are billed forever, and they hold what users wrote for longer than anyone promised.",
  fix: "Set RetentionInDays.",
  link: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
  check: (graph) =>
    graph
      .ofType("AWS::Logs::LogGroup")
      .filter(({ properties }) => properties["RetentionInDays"] === undefined)
      .map((resource) => ({ resource, message: `${describeResource(resource)} keeps its logs forever.` })),
};
