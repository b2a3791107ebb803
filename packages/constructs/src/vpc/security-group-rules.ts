import { expectPresent } from "@fairlead/errors";
import {
  type Address,
  addressOf,
  BROKER_METRICS_PORT,
  type Connection,
  type DepthReporter,
  depthReporters,
  INGRESS_ADDRESS,
  type ResolvedApp,
  type ResolvedPostgres,
  type ResolvedIngress,
} from "@fairlead/model";
import {
  ENDPOINTS_ADDRESS,
  NAT_ADDRESS,
  POOLS_ADDRESS,
  proxyAddress,
  reporterAddress,
  rotationAddress,
} from "./security-group-address.js";

/** One rule of one security group; TCP, one port. */
export interface SecurityGroupRule {
  /** Whose security group carries the rule. */
  readonly group: Address;
  readonly direction: "in" | "out";
  readonly peer: RulePeer;
  readonly port: number;
  /** What EC2 shows beside the rule; at most 255 characters of its narrow alphabet. */
  readonly description: string;
}

export type RulePeer =
  | { readonly kind: "group"; readonly address: Address }
  | { readonly kind: "ipv4"; readonly cidr: string }
  /** The addresses that CloudFront asks from, a list that AWS keeps. */
  | { readonly kind: "cloudfront" };

const ANYWHERE: RulePeer = { kind: "ipv4", cidr: "0.0.0.0/0" };
const HTTPS_PORT = 443;
const HTTP_PORT = 80;

/**
 * Every rule of every security group of an app, and there is no other place that makes one: the app's connections, the doors
 * of the load balancer, the way of tasks to the internet, and what AWS's side of the network needs for these.
 */
export function securityGroupRules(app: ResolvedApp): readonly SecurityGroupRule[] {
  return mergeRules([
    ...app.connections.flatMap((connection) => connectionRules(app, connection)),
    ...proxyRules(app),
    ...ingressRules(app),
    ...signInRules(app),
    ...internetRules(app),
    ...rotationRules(app),
    ...reporterRules(app),
    ...poolRules(app),
    ...endpointRules(app),
    ...natRules(app),
  ]);
}

/** Every part that has a security group of its own; one that somebody else made is none of them. */
export function securityGroupAddresses(app: ResolvedApp): readonly Address[] {
  return [
    ...(app.ingress?.loadBalancer.kind === "create" ? [INGRESS_ADDRESS] : []),
    ...taskAddresses(app),
    ...app.databases.map(({ name }) => addressOf("postgres", name)),
    ...app.caches.map(({ name }) => addressOf("cache", name)),
    // A broker in a container has its service's.
    ...app.brokers.filter(({ engine }) => engine.kind === "amazon-mq").map(({ name }) => addressOf("broker", name)),
    ...app.volumes.map(({ name }) => addressOf("volume", name)),
    ...proxiedDatabases(app).map(({ name }) => proxyAddress(name)),
    ...rotationAddresses(app),
    ...depthReporters(app).map(reporterAddress),
    ...poolAddresses(app),
    ...(app.network.interfaceEndpoints.length === 0 || app.network.source.kind !== "create" ? [] : [ENDPOINTS_ADDRESS]),
  ];
}

const taskAddresses = (app: ResolvedApp): readonly Address[] => [
  ...app.services.map(({ name }) => addressOf("service", name)),
  ...app.jobs.map(({ name }) => addressOf("job", name)),
];

const rotationAddresses = (app: ResolvedApp): readonly Address[] =>
  app.databases.filter(({ rotation }) => rotation.kind !== "none").map(({ name }) => rotationAddress(name));

function connectionRules(app: ResolvedApp, connection: Connection): readonly SecurityGroupRule[] {
  if (connection.kind !== "network") return [];
  const { from, to, port, because } = connection;
  return groupToGroup(from, doorOf(app, to), port, because);
}

/** Where a connection to a part is let in: whoever names a database with a proxy comes to the proxy, and to it alone. */
function doorOf(app: ResolvedApp, to: Address): Address {
  const proxied = proxiedDatabases(app).find(({ name }) => addressOf("postgres", name) === to);
  return proxied === undefined ? to : proxyAddress(proxied.name);
}

const proxiedDatabases = ({ databases }: ResolvedApp): readonly ResolvedPostgres[] =>
  databases.filter(({ proxy }) => proxy !== null);

const proxyRules = (app: ResolvedApp): readonly SecurityGroupRule[] =>
  proxiedDatabases(app).flatMap(({ name, port }) =>
    groupToGroup(proxyAddress(name), addressOf("postgres", name), port, "connections of the pool"),
  );

/** Two rules: out of the one group and into the other. */
function groupToGroup(from: Address, to: Address, port: number, because: string): readonly SecurityGroupRule[] {
  const description = `${from} to ${to}: ${because}`;
  return [
    { group: from, direction: "out", peer: { kind: "group", address: to }, port, description },
    { group: to, direction: "in", peer: { kind: "group", address: from }, port, description },
  ];
}

/** Who may connect to a load balancer that isn't made here, its owner says. */
function ingressRules({ ingress }: ResolvedApp): readonly SecurityGroupRule[] {
  if (ingress?.loadBalancer.kind !== "create") return [];
  if (ingress.cdn !== null) return [cloudFrontRule(ingress)];
  const ports = ingress.tls === null ? [HTTP_PORT] : [HTTP_PORT, HTTPS_PORT];
  return ingress.allowedCidrs.flatMap((cidr) =>
    ports.map((port) => ({
      group: INGRESS_ADDRESS,
      direction: "in",
      peer: { kind: "ipv4", cidr },
      port,
      description: port === HTTP_PORT && ingress.tls !== null ? "clients, to be redirected to HTTPS" : "clients",
    })),
  );
}

/**
 * One port and no second: the list counts as 55 of the 60 rules that a security group may have
 * (https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html, read
 * 2026-11; 60 is assumed to be EC2's quota, as of 2025).
 */
const cloudFrontRule = ({ tls }: ResolvedIngress): SecurityGroupRule => ({
  group: INGRESS_ADDRESS,
  direction: "in",
  peer: { kind: "cloudfront" },
  port: tls === null ? HTTP_PORT : HTTPS_PORT,
  description: "CloudFront",
});

/**
 * The load balancer asks Cognito itself who somebody is, on addresses that change.
 * https://repost.aws/knowledge-center/elb-configure-authentication-alb (2026-11)
 */
const signInRules = ({ ingress }: ResolvedApp): readonly SecurityGroupRule[] =>
  ingress?.loadBalancer.kind === "create" &&
  ingress.routes.some(({ action }) => action.kind === "forward" && action.signIn !== null)
    ? [outToAnywhere(INGRESS_ADDRESS, HTTPS_PORT, "the load balancer to the sign-in pages' endpoints")]
    : [];

function internetRules(app: ResolvedApp): readonly SecurityGroupRule[] {
  const tasks = [
    ...app.services.map((service) => ({ address: addressOf("service", service.name), ports: service.internetPorts })),
    ...app.jobs.map((job) => ({ address: addressOf("job", job.name), ports: job.internetPorts })),
  ];
  return tasks.flatMap(({ address, ports }) =>
    ports.map((port) => outToAnywhere(address, port, `${address} to the internet`)),
  );
}

/** The function signs in to the database, and calls Secrets Manager, ECS and CloudFormation. */
function rotationRules(app: ResolvedApp): readonly SecurityGroupRule[] {
  return app.databases
    .filter(({ rotation }) => rotation.kind !== "none")
    .flatMap(({ name, port }) => {
      const from = rotationAddress(name);
      return [
        ...groupToGroup(from, addressOf("postgres", name), port, "rotation of credentials"),
        outToAnywhere(from, HTTPS_PORT, `${from} to AWS APIs`),
      ];
    });
}

/** The function reaches what it measures, and Secrets Manager where it has to sign in. */
const reporterRules = (app: ResolvedApp): readonly SecurityGroupRule[] =>
  depthReporters(app).flatMap((reporter) => {
    const from = reporterAddress(reporter);
    const because = "depth of waiting work";
    if (reporter.kind === "queues") {
      return groupToGroup(from, addressOf("service", reporter.service), BROKER_METRICS_PORT, because);
    }
    return [
      ...groupToGroup(from, addressOf("cache", reporter.cache), cachePort(app, reporter), because),
      ...(app.network.interfaceEndpoints.includes("secretsmanager")
        ? []
        : [outToAnywhere(from, HTTPS_PORT, `${from} to Secrets Manager`)]),
    ];
  });

const cachePort = (app: ResolvedApp, { cache }: Extract<DepthReporter, { kind: "streams" }>): number =>
  expectPresent(
    [...app.caches, ...app.adoptedCaches].find(({ name }) => name === cache),
    `Cache ${cache}`,
  ).port;

const poolAddresses = ({ pools }: ResolvedApp): readonly Address[] => (pools.length === 0 ? [] : [POOLS_ADDRESS]);

/**
 * An instance speaks to ECS and fetches images. It mounts the volumes of its tasks too: the way has to be open for the instance as
 * well as for the task (https://repost.aws/knowledge-center/efs-mount-on-ecs-container-or-task, read 2026-11).
 */
function poolRules(app: ResolvedApp): readonly SecurityGroupRule[] {
  if (app.pools.length === 0) return [];
  const mounts = app.services
    .filter(({ capacity }) => capacity.kind === "ec2")
    .flatMap(({ name, volumeMounts, sidecars }) =>
      [...volumeMounts, ...sidecars.flatMap((sidecar) => sidecar.volumeMounts)].map(({ volume }) => ({ name, volume })),
    );
  return [
    outToAnywhere(POOLS_ADDRESS, HTTPS_PORT, "instances to AWS APIs and registries"),
    ...mounts.flatMap(({ name, volume }) =>
      app.volumes
        .filter((candidate) => candidate.name === volume)
        .flatMap(({ port }) => groupToGroup(POOLS_ADDRESS, addressOf("volume", volume), port, `services.${name}`)),
    ),
  ];
}

function endpointRules(app: ResolvedApp): readonly SecurityGroupRule[] {
  if (app.network.interfaceEndpoints.length === 0) return [];
  const reporters = depthReporters(app).filter(({ kind }) => kind === "streams");
  const callers = [
    ...taskAddresses(app),
    ...rotationAddresses(app),
    ...reporters.map(reporterAddress),
    ...poolAddresses(app),
  ];
  return callers.flatMap((from) => groupToGroup(from, ENDPOINTS_ADDRESS, HTTPS_PORT, "AWS APIs"));
}

/** A NAT instance passes on what tasks may open, and fetches its own packages over HTTPS. */
function natRules(app: ResolvedApp): readonly SecurityGroupRule[] {
  const { cidr, nat } = app.network;
  if (nat.kind !== "instance" || cidr === null) return [];
  const ports = new Set([HTTPS_PORT, ...[...app.services, ...app.jobs].flatMap(({ internetPorts }) => internetPorts)]);
  return [...ports].flatMap((port) => [
    // By address and not by group: a rule by group does not hold for packets that are forwarded.
    {
      group: NAT_ADDRESS,
      direction: "in",
      peer: { kind: "ipv4", cidr },
      port,
      description: "tasks, to be passed on to the internet",
    },
    outToAnywhere(NAT_ADDRESS, port, "tasks' packets to the internet"),
  ]);
}

const outToAnywhere = (group: Address, port: number, description: string): SecurityGroupRule => ({
  group,
  direction: "out",
  peer: ANYWHERE,
  port,
  description,
});

/** What makes two rules the same one to EC2, which refuses a second. */
export function ruleKey({ group, direction, peer, port }: SecurityGroupRule): string {
  return [direction, group, peerKey(peer), port].join(" ");
}

function peerKey(peer: RulePeer): string {
  switch (peer.kind) {
    case "group":
      return peer.address;
    case "ipv4":
      return peer.cidr;
    case "cloudfront":
      return "cloudfront";
  }
}

/** Several reasons for one rule are one rule with several reasons. */
function mergeRules(rules: readonly SecurityGroupRule[]): readonly SecurityGroupRule[] {
  const merged = new Map<string, SecurityGroupRule>();
  for (const rule of rules) {
    const key = ruleKey(rule);
    const same = merged.get(key);
    const description = same === undefined ? rule.description : joinReasons(same.description, rule.description);
    merged.set(key, { ...rule, description: ruleText(description) });
  }
  return [...merged.values()];
}

function joinReasons(first: string, second: string): string {
  const reason = second.slice(second.indexOf(": ") + 2);
  return first.endsWith(reason) ? first : `${first}, ${reason}`;
}

/**
 * EC2 takes `a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*` in a rule's description, 255 characters at most.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html (2026-11)
 */
const ruleText = (text: string): string => text.replace(/[^a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]/g, "-").slice(0, 255);
