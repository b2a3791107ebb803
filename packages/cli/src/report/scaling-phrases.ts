import { depthReporters, isScaled, type ResolvedApp, type ResolvedService, workText } from "@fairlead/model";
import { count } from "./phrases.js";

/** What waiting work a service is scaled on, and who counts it where AWS doesn't; `null`: on none. */
export function describeWork(app: ResolvedApp, { scaling }: ResolvedService): string | null {
  const { queueDepth } = scaling;
  if (queueDepth === null || !isScaled(scaling)) return null;
  const { source, messagesPerTask } = queueDepth;
  const text = workText(source);
  const isMeasured = depthReporters(app).some(({ sources }) => sources.some((each) => workText(each) === text));
  const each = messagesPerTask === 1 ? "each message" : `each ${count(messagesPerTask, "message")}`;
  return `a task for ${each} in ${text}${isMeasured ? ", counted once a minute by a function" : ""}`;
}
