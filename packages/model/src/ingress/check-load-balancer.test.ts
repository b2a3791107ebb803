import { miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, ingress, type IngressOptions, type LoadBalancerOptions, service } from "../index.js";

const ADOPT: LoadBalancerOptions["adopt"] = {
  arn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/web/0123456789abcdef",
  listenerArn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/web/0123456789abcdef/fedcba98",
  securityGroupId: "sg-0123456789abcdef0",
  dnsName: "web-1.us-east-1.elb.amazonaws.com",
  canonicalHostedZoneId: "Z35SXDOTRQ7X7K",
};

const network = {
  adopt: {
    vpcId: "vpc-0123456789abcdef0",
    zones: ["us-east-1a", "us-east-1b"],
    publicSubnets: ["subnet-0000000a", "subnet-0000000b"],
  },
} as const;

const environment = { network, domain: "shop.example.com", overrides: { rotation: "none" } } as const;

const app = image("app");

const roots = (
  options: Partial<IngressOptions> = {},
  adopt: Readonly<Record<string, unknown>> = {},
  answer = "30s",
) => ({
  ingress: ingress({
    routes: { "/*": service("api", { image: app, port: 8080, longestResponse: answer }) },
    loadBalancer: { adopt: miswritten(ADOPT, adopt) },
    ...options,
  }),
});

describe("an adopted load balancer", () => {
  it("keeps what its owner has decided, and refuses private paths on the environment's own host alone", () => {
    const { ingress: resolved } = resolveRoots(roots(), { environment });
    expect(resolved).toMatchObject({
      loadBalancer: { kind: "adopt", ...ADOPT, hasCertificate: false },
      idleTimeoutSeconds: 60,
      waf: null,
      deletionProtection: false,
    });
    expect(resolved?.routes.map(({ host, path }) => `${host ?? "any"}${path}`)).toEqual([
      expect.stringMatching(/^shop\.example\.com\/metrics/u),
      expect.stringMatching(/^shop\.example\.com\/metrics/u),
      "shop.example.com/*",
    ]);
  });

  it.each([
    [{ arn: "web" }, "ingress.loadBalancer.adopt.arn: InvalidLoadBalancerArn"],
    [
      { arn: ADOPT.arn.replace("app/web", "app/other") },
      "ingress.loadBalancer.adopt.listenerArn: ListenerOfOtherLoadBalancer",
    ],
    [
      {
        arn: ADOPT.arn.replace("us-east-1", "eu-west-1"),
        listenerArn: ADOPT.listenerArn.replace("us-east-1", "eu-west-1"),
      },
      "ingress.loadBalancer.adopt: LoadBalancerInOtherRegion",
    ],
  ])("is refused with %j", (change, expected) => {
    expect(problemCodes(roots({}, change), { environment })).toEqual([expected]);
  });

  it("is refused in a VPC that is made here, and without a host", () => {
    expect(problemCodes(roots())).toEqual([
      "environments.test.domain: SharerWithoutHost",
      "ingress.loadBalancer: LoadBalancerInOtherVpc",
    ]);
  });

  it.each([{ waf: true }, { allowedCidrs: ["203.0.113.0/24"] }, { idleTimeout: "90s" }])(
    "takes no orders for all that is behind it: %j",
    (options) => {
      const [name] = Object.keys(options);
      expect(problemCodes(roots(options), { environment })).toEqual([`ingress.${name ?? ""}: DecidedByOwner`]);
    },
  );

  it("waits no longer for an answer than it is said to", () => {
    expect(problemCodes(roots({}, {}, "5m"), { environment })).toEqual([
      "services.api.longestResponse: ResponseTooLongForLoadBalancer",
    ]);
    expect(problemCodes(roots({}, { idleTimeoutSeconds: 300 }, "5m"), { environment })).toEqual([]);
  });

  it("has no place for a pattern of hosts, among which others may have theirs", () => {
    const api = service("api", { image: app, port: 8080 });
    expect(problemCodes(roots({ routes: { "*.shop.example.com/*": api } }), { environment })).toEqual(
      expect.arrayContaining(['ingress.routes["*.shop.example.com/*"]: WildcardHostOnSharedLoadBalancer']),
    );
  });
});
