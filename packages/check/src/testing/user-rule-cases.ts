import type { ResolvedApp, ResolvedIngress, ResolvedUserPool } from "@fairlead/model";
import { aResolvedApp } from "@fairlead/testkit";
import type { AppRuleCase } from "./app-rule-case.js";

const app = aResolvedApp();

const newPool = {
  kind: "create",
  signInWith: "email",
  selfSignUp: false,
  mfa: "optional",
  passwordLength: 12,
  invitationDays: 7,
  plan: "essentials",
  emailFrom: null,
  deletionProtection: true,
} as const;

type NewPool = Extract<ResolvedUserPool["source"], { kind: "create" }>;

const pool = (source: Partial<NewPool> = {}): ResolvedApp => {
  const made: ResolvedUserPool = {
    name: "users",
    source: { ...newPool, ...source },
    client: { kind: "adopt", id: "4hx" },
    signInHosts: [],
    domain: null,
  };
  return aResolvedApp({ userPools: [made] });
};

/** Apps with user pools. */
export const USER_CASES: readonly AppRuleCase[] = [
  {
    code: "FewSignUpMails",
    compliant: [app, pool(), pool({ selfSignUp: true, emailFrom: "hello@example.com" })],
    violating: [[pool({ selfSignUp: true }), "warning"]],
  },
];

/** A load balancer that somebody else has made. */
export const adoptedLoadBalancer: ResolvedIngress["loadBalancer"] = {
  kind: "adopt",
  arn: "arn",
  listenerArn: "arn",
  securityGroupId: "sg-0",
  dnsName: "web",
  canonicalHostedZoneId: "Z1",
  hasCertificate: false,
};

/** A management route that nobody gets through who hasn't signed in. */
export const guardedRoute: ResolvedIngress["routes"][number] = {
  priority: 9,
  testPriority: null,
  host: null,
  path: "/manage/*",
  sourceCidrs: [],
  action: { kind: "forward", service: "proxy", signIn: { userPool: "users", sessionSeconds: 3600 } },
};
