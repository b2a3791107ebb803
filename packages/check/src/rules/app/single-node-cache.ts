import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const singleNodeCache: AppRule = {
  code: "SingleNodeCache",
  severity: "warning",
  title: "A production cache has no replica",
  why: "A node that fails takes what it holds with it, queued events too, and the app waits until a new one is up.",
  fix: 'Set "replicas" to 1 or more; failover is automatic then.',
  link: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html",
  check: ({ caches, environment }) =>
    environment.tier === "production"
      ? caches
          .filter(({ replicas }) => replicas === 0)
          .map(({ name }) => ({
            address: addressOf("cache", name),
            message: `Cache "${name}" of the production environment is one node without a replica.`,
          }))
      : [],
};
