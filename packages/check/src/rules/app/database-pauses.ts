import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const databasePauses: AppRule = {
  code: "DatabasePauses",
  severity: "note",
  title: "A database pauses when it is idle",
  why: "The first connection after a pause waits about 15 seconds, longer after a day; and a pool that keeps connections open never lets it pause.",
  fix: "Give the app a connection timeout of 30 seconds or more, and let its pool close idle connections; or set the least capacity to 0.5.",
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html",
  check: ({ databases }) =>
    databases.flatMap(({ name, engine }) =>
      engine.kind === "aurora-serverless" && engine.minCapacityAcu === 0
        ? [
            {
              address: addressOf("postgres", name),
              message: `Database "${name}" pauses when it is idle; the next connection waits until it is back.`,
            },
          ]
        : [],
    ),
};
