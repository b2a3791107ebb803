import { addressOf, type ResolvedApp, type ResolvedService, workText } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** The consumer group that a service is scaled on, which is the one that it reads with. */
function groupOf({ scaling }: ResolvedService): string | null {
  const source = scaling.queueDepth?.source;
  return source?.kind === "stream" ? workText(source) : null;
}

const sharing = ({ services }: ResolvedApp): readonly (readonly [string, readonly ResolvedService[]])[] =>
  [...Map.groupBy(services, groupOf)].flatMap(([group, readers]) =>
    group === null || readers.length < 2 ? [] : [[group, readers] as const],
  );

export const streamGroupShared: AppRule = {
  code: "StreamGroupShared",
  severity: "warning",
  title: "Two services read a stream with one consumer group",
  why: "A consumer group gives each entry to one of its readers: two services that do different things each get half of them, and nothing says so.",
  fix: "Give each service a group of its own; share one only between services that do the same.",
  link: "https://redis.io/docs/latest/develop/data-types/streams/#consumer-groups",
  check: (app) =>
    sharing(app).flatMap(([group, readers]) =>
      readers.slice(1).map(({ name }) => ({
        address: addressOf("service", name),
        message: `Service "${name}" reads with ${group}, as service "${readers[0]?.name ?? ""}" does: each entry gets to one of them.`,
      })),
    ),
};
