import type { Finding } from "@fairlead/check";

/** An open warning on the proxy. */
export const aFinding = (change: Partial<Finding> = {}): Finding => ({
  code: "WildcardPermission",
  severity: "warning",
  message: "services.proxy has a permission with a wildcard.",
  why: "A wildcard grants what is made tomorrow as well.",
  fix: "Name the actions and the ARNs.",
  link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  address: "services.proxy",
  resource: { stack: "llm-proxy-prod-Ecs", logicalId: "proxyService", type: "AWS::ECS::Service" },
  source: { file: "fairlead.config.ts", line: 24 },
  status: { kind: "open" },
  ...change,
});
