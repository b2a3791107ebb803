import {
  approvalMinutesOf,
  type NatChoice,
  type ResolvedAdopted,
  type ResolvedApp,
  type ResolvedBroker,
  type ResolvedCache,
  type ResolvedContainer,
  type ResolvedJob,
  type ResolvedPostgres,
  type ResolvedRollout,
  type ResolvedRoute,
  type ResolvedSecret,
  type ResolvedService,
  type ResolvedSite,
  type ResolvedUserPool,
  smokeJobOf,
} from "@fairlead/model";

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** `a, b and c` */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

/** The part's own name: `services.proxy` is `proxy`. */
export const shortName = (address: string): string => address.slice(address.indexOf(".") + 1);

export function describeDuration(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

const gib = (mib: number): string => `${mib / 1024} GiB`;

export const describeSize = ({ cpuUnits, memoryMib }: ResolvedContainer): string =>
  `${cpuUnits / 1024} vCPU, ${gib(memoryMib)}`;

export function describeTasks({ scaling, capacity }: ResolvedService): string {
  const { minTasks, maxTasks } = scaling;
  const range = minTasks === maxTasks ? count(minTasks, "task") : `${minTasks}–${maxTasks} tasks`;
  if (capacity.kind === "fargate") return range;
  if (capacity.kind === "ec2") return `${range} on ${capacity.pool}`;
  return capacity.onDemandBase === 0 ? `${range} on Spot` : `${range}, Spot above ${capacity.onDemandBase}`;
}

export const describeRollout = ({ rollout }: ResolvedService): string =>
  [describeStrategy(rollout), ...describeGates(rollout)].join(", ");

function describeGates(rollout: ResolvedRollout): string[] {
  const [smoke, approval] = [smokeJobOf(rollout), approvalMinutesOf(rollout)];
  return [
    ...(smoke === null ? [] : [`after ${smoke} has tried it`]),
    ...(approval === null ? [] : [`after somebody agrees within ${approval} min`]),
  ];
}

function describeStrategy(rollout: ResolvedRollout): string {
  switch (rollout.strategy) {
    case "rolling":
      return rollout.maximumPercent > 100 ? "rolling" : "the old task stops before the new one starts";
    case "blue-green":
      return `blue/green, ${rollout.bakeMinutes} min bake`;
    case "linear":
      return `linear ${rollout.stepPercent} % each ${rollout.stepMinutes} min`;
    case "canary":
      return `canary ${rollout.canaryPercent} % for ${rollout.canaryMinutes} min`;
  }
}

export const describeRoute = ({ host, path, sourceCidrs }: ResolvedRoute): string =>
  `${host ?? ""}${path}${sourceCidrs.length === 0 ? "" : ` from ${listed(sourceCidrs)}`}`;

/** The routes of the load balancer that lead to a service. */
export const routesTo = (app: ResolvedApp, service: string): readonly ResolvedRoute[] =>
  (app.ingress?.routes ?? []).filter(({ action }) => action.kind === "forward" && action.service === service);

/** Where a site is seen: hosts with the paths that lead to it, or CloudFront's own name. */
export const placesOf = ({ cdn }: ResolvedApp, site: string): readonly string[] =>
  (cdn?.distributions ?? []).flatMap(({ host, behaviors }) =>
    behaviors.flatMap(({ path, to }) =>
      to.kind === "site" && to.site === site ? [`${host ?? "CloudFront's own name"}${path}`] : [],
    ),
  );

export function describeSite({ folder, notFound }: ResolvedSite): string {
  const otherwise = notFound.kind === "spa" ? "index.html for every path" : `${notFound.page} for what is not there`;
  return `${folder} behind CloudFront, ${otherwise}`;
}

export function describeTrigger({ trigger }: ResolvedJob): string {
  switch (trigger.kind) {
    case "release":
      return `before each release of ${listed(trigger.gates)}`;
    case "smoke":
      return `before new revisions of ${listed(trigger.tests)} get traffic`;
    case "schedule":
      return `${trigger.expression} ${trigger.timezone}`;
    case "preparation":
      return `before each release job, for the extensions of ${trigger.database}`;
    case "on-demand":
      return "when started by hand";
  }
}

export function describeDatabase(database: ResolvedPostgres): string {
  const { extensions, proxy } = database;
  return [
    describeServer(database),
    ...(extensions.length === 0 ? [] : [`with ${listed(extensions)}`]),
    ...(proxy === null ? [] : ["behind a proxy"]),
  ].join(", ");
}

function describeServer({ engine, version, backupRetentionDays, rotation }: ResolvedPostgres): string {
  const backups = `backups for ${count(backupRetentionDays, "day")}`;
  const rotates = rotation.kind === "none" ? [] : [`password rotated every ${count(rotation.everyDays, "day")}`];
  switch (engine.kind) {
    case "aurora-serverless": {
      const readers = engine.readers === 0 ? "no reader" : count(engine.readers, "reader");
      const capacity = `${engine.minCapacityAcu}–${engine.maxCapacityAcu} ACU`;
      return [`Aurora PostgreSQL ${version}`, capacity, readers, backups, ...rotates].join(", ");
    }
    case "rds": {
      const zones = engine.multiAz ? "Multi-AZ" : "one zone";
      return [`RDS PostgreSQL ${version}`, `db.${engine.instanceClass}`, zones, backups, ...rotates].join(", ");
    }
  }
}

export function describeCache({ engine, version, nodeType, replicas }: ResolvedCache): string {
  const name = engine === "valkey" ? "Valkey" : "Redis";
  return [`${name} ${version}`, nodeType, replicas === 0 ? "no replica" : count(replicas, "replica")].join(", ");
}

export const describeAdopted = ({ host, port }: ResolvedAdopted): string => `exists already, at ${host}:${port}`;

export function describeBroker({ engine, version }: ResolvedBroker): string {
  switch (engine.kind) {
    case "amazon-mq":
      return [
        `Amazon MQ, RabbitMQ ${version}`,
        engine.instanceType,
        engine.deployment === "cluster" ? "three nodes" : "one node",
      ].join(", ");
    case "container":
      return `RabbitMQ ${version} in one task, its data on a volume`;
  }
}

export function describeUserPool({ source, signInHosts }: ResolvedUserPool): string {
  const signsIn = signInHosts.length === 0 ? [] : [`the load balancer signs in on ${listed(signInHosts)}`];
  if (source.kind === "adopt") return [`Cognito user pool ${source.id}, which exists`, ...signsIn].join(", ");
  const entry = source.selfSignUp ? "everyone may sign up" : "users are invited";
  return ["Cognito user pool", entry, `second factor ${source.mfa}`, ...signsIn].join(", ");
}

export function describeSecret({ value }: ResolvedSecret): string {
  switch (value.kind) {
    case "generated-token":
      return `token of ${value.length} characters, generated on AWS`;
    case "generated-key-256":
      return "256-bit key, generated on AWS";
    case "operator":
      return "set by you";
  }
}

export function describeNat(nat: NatChoice): string {
  switch (nat.kind) {
    case "none":
      return "no NAT";
    case "existing":
      return "a NAT that exists";
    case "instance":
      return `NAT instance ${nat.instanceType}`;
    case "gateway":
      return count(nat.count, "NAT gateway");
  }
}

/** `llm-proxy · prod · production tier · us-east-1 · llm.example.com` */
export const describeEnvironment = ({ environment, network }: ResolvedApp): readonly string[] => [
  environment.name,
  `${environment.tier} tier`,
  `${environment.region}, ${count(network.zones.length, "zone")}`,
  environment.domain?.host ?? "no domain",
];

/** `image proxy, command server` */
export const describeImage = ({ image, command }: ResolvedService): string =>
  command === null ? `image ${image}` : `image ${image}, command ${command.join(" ")}`;
