import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const exitsBeforeAnswers: AppRule = {
  code: "ExitsBeforeAnswers",
  severity: "warning",
  title: "The app ends itself before its answers are done",
  why: "After SIGTERM a task has as long as its stop timeout; an app that ends earlier cuts the streams that would have ended well.",
  fix: "Let the app wait for as long as its longest answer, or state the longest answer that it really gives.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definition_timeout",
  check: ({ services }) =>
    services.flatMap(({ name, traits, longestResponseSeconds, stopTimeoutSeconds }) => {
      const needed = Math.min(longestResponseSeconds, stopTimeoutSeconds);
      if (traits.exitsAfterSeconds === null || traits.exitsAfterSeconds >= needed) return [];
      return [
        {
          address: addressOf("service", name),
          message: `Service "${name}" ends itself ${traits.exitsAfterSeconds} s after SIGTERM, and answers for up to ${longestResponseSeconds} s; it would have ${stopTimeoutSeconds} s.`,
        },
      ];
    }),
};
