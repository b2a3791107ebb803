import { CloudWatchLogsClient, FilterLogEventsCommand, type FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import type { LogLine, LogQuery, Logs } from "./logs.js";

/** CloudWatch Logs behind its SDK. */
export function awsLogs(configuration: ClientConfiguration): Logs {
  const logs = new CloudWatchLogsClient(configuration);
  return {
    read: async (query) =>
      explained({ doing: "read the log", subject: query.group }, async () => {
        const { events = [], nextToken } = await logs.send(new FilterLogEventsCommand(inputOf(query)));
        return { lines: events.map(lineOf), next: nextToken ?? null };
      }),
  };
}

const inputOf = ({ group, streams, fromMs, untilMs, filter, page }: LogQuery) => ({
  logGroupName: group,
  startTime: fromMs,
  ...(streams === null ? {} : { logStreamNames: [...streams] }),
  ...(untilMs === null ? {} : { endTime: untilMs }),
  ...(filter === null ? {} : { filterPattern: filter }),
  ...(page === null ? {} : { nextToken: page }),
});

const lineOf = (event: FilteredLogEvent): LogLine => ({
  id: event.eventId ?? `${event.logStreamName ?? ""} ${event.timestamp ?? 0} ${event.message ?? ""}`,
  stream: event.logStreamName ?? "",
  atMs: event.timestamp ?? 0,
  text: (event.message ?? "").trimEnd(),
});
