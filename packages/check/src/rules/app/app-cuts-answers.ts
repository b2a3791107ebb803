import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const appCutsAnswers: AppRule = {
  code: "AppCutsAnswers",
  severity: "warning",
  title: "The app cuts its own answers",
  why: "The load balancer waits as long as the longest answer takes; a server that hangs up earlier ends every longer stream in the middle.",
  fix: "Raise the timeout in the app (the write timeout of its server), or state the longest answer that it really gives.",
  link: "https://blog.cloudflare.com/the-complete-guide-to-golang-net-http-timeouts/",
  check: ({ services }) =>
    services.flatMap(({ name, traits, longestResponseSeconds }) => {
      if (traits.cutsAfterSeconds === null || traits.cutsAfterSeconds >= longestResponseSeconds) return [];
      return [
        {
          address: addressOf("service", name),
          message: `Service "${name}" is to answer for up to ${longestResponseSeconds} s, but the app itself cuts an answer after ${traits.cutsAfterSeconds} s.`,
        },
      ];
    }),
};
