import {
  type Address,
  addressOf,
  type AppDefinition,
  type CacheOutput,
  type CacheReference,
  type DatabaseOutput,
  type DatabaseReference,
  defineApp,
  type EnvValue,
  image,
  ingress,
  INGRESS_ADDRESS,
  type Job,
  job,
  parameter,
  secret,
  type Service,
  service,
  type Site,
  site,
  TIER_NAMES,
  type TierName,
  type UserPool,
} from "@fairlead/model";
import fc from "fast-check";
import { type CallPlan, callPlans, nameServices } from "./arbitrary-calls.js";
import {
  type BrokerPlan,
  brokerPlans,
  type DataParts,
  type DataPlan,
  dataPlan,
  makeData,
  nameBrokers,
  ownReferences,
  scaledOnWork,
} from "./arbitrary-data.js";
import {
  makeStorage,
  type MountPlan,
  mountPlans,
  mountVolumes,
  nameStorage,
  type StorageParts,
  type StoragePlan,
  storagePlan,
  type StorageVariablePlan,
  storageVariablePlan,
} from "./arbitrary-storage.js";
import {
  makeUserPools,
  nameUserPool,
  networkOf,
  type NetworkPlan,
  type UserVariablePlan,
  userVariablePlan,
} from "./arbitrary-users.js";
import type { WrittenReference } from "./written-reference.js";

/** A random app that resolves without a problem, and every reference that stands in it. */
export interface ArbitraryApp {
  readonly definition: AppDefinition;
  readonly environment: "test";
  readonly references: readonly WrittenReference[];
}

/** A host of its own under the domain of random apps. */
const OWN_HOST = "own.random.example.com";

const DATABASE_OUTPUTS = [
  "url",
  "host",
  "port",
  "name",
  "user",
  "password",
  "ssl-mode",
] as const satisfies readonly DatabaseOutput[];
const CACHE_OUTPUTS = ["url", "host", "port", "password"] as const satisfies readonly CacheOutput[];

/** What a variable names, by the number of the part; a number beyond those that there are wraps round. */
type VariablePlan =
  | { readonly kind: "literal"; readonly value: string }
  | { readonly kind: "database"; readonly index: number; readonly output: DatabaseOutput }
  | { readonly kind: "cache"; readonly index: number; readonly output: CacheOutput }
  | { readonly kind: "secret"; readonly index: number; readonly key: boolean }
  | { readonly kind: "parameter"; readonly index: number }
  | StorageVariablePlan
  | UserVariablePlan;

interface ContainerPlan {
  readonly variables: readonly VariablePlan[];
  readonly mounts: readonly MountPlan[];
  readonly size: { readonly cpu: number; readonly memory: number } | null;
}

interface ServicePlan extends ContainerPlan {
  readonly routes: number;
  readonly release: number | null;
  readonly strategy: "rolling" | "blue-green" | null;
  /** Whether its routes are for users of the first pool alone, where they can be. */
  readonly signIn: boolean;
  readonly tasks: readonly [number, number];
  /** Of the services before it. */
  readonly calls: readonly CallPlan[];
  readonly brokers: readonly BrokerPlan[];
  /** Variables of a container beside its own; `null`: there is none. */
  readonly sidecar: readonly VariablePlan[] | null;
  readonly onInstances: boolean;
  /** Whether it is scaled on work that waits in what it names, where somebody has to measure it. */
  readonly onWork: boolean;
}

interface AppPlan {
  readonly tier: TierName;
  readonly network: NetworkPlan;
  readonly hasDomain: boolean;
  readonly region: "us-east-1" | "ap-south-1";
  /** In front of the ingress, alone or with a site beside the services. */
  readonly cdn: "none" | "services" | "services-and-site";
  /** A site that no route leads to. */
  readonly hasOwnSite: boolean;
  readonly data: DataPlan;
  readonly storage: StoragePlan;
  readonly userPools: number;
  readonly secrets: number;
  readonly parameters: number;
  readonly services: readonly ServicePlan[];
  readonly jobs: readonly (ContainerPlan & { readonly schedule: boolean })[];
  /** A job that calls services which are released by rolling. */
  readonly callingJob: readonly CallPlan[];
}

const variablePlan: fc.Arbitrary<VariablePlan> = fc.oneof(
  fc.record({ kind: fc.constant("literal" as const), value: fc.constantFrom("info", "8080", "true") }),
  fc.record({ kind: fc.constant("database" as const), index: fc.nat(3), output: fc.constantFrom(...DATABASE_OUTPUTS) }),
  fc.record({ kind: fc.constant("cache" as const), index: fc.nat(3), output: fc.constantFrom(...CACHE_OUTPUTS) }),
  fc.record({ kind: fc.constant("secret" as const), index: fc.nat(3), key: fc.boolean() }),
  fc.record({ kind: fc.constant("parameter" as const), index: fc.nat(3) }),
  storageVariablePlan,
  userVariablePlan,
);

const containerPlan = {
  variables: fc.array(variablePlan, { maxLength: 8 }),
  mounts: mountPlans,
  size: fc.constantFrom(null, { cpu: 256, memory: 1024 }, { cpu: 1024, memory: 2048 }),
};

const appPlan: fc.Arbitrary<AppPlan> = fc.record({
  tier: fc.constantFrom(...TIER_NAMES),
  network: fc.constantFrom(null, "none", "instance", "gateway", "gateway-per-zone", "adopted"),
  hasDomain: fc.boolean(),
  region: fc.constantFrom("us-east-1", "ap-south-1"),
  cdn: fc.constantFrom("none", "services", "services-and-site"),
  hasOwnSite: fc.boolean(),
  data: dataPlan,
  storage: storagePlan,
  userPools: fc.nat(2),
  secrets: fc.nat(3),
  parameters: fc.nat(2),
  services: fc.array(
    fc.record({
      ...containerPlan,
      routes: fc.nat(2),
      release: fc.option(fc.nat(1)),
      strategy: fc.constantFrom(null, "rolling", "blue-green"),
      signIn: fc.boolean(),
      tasks: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 2, max: 4 })),
      calls: callPlans,
      brokers: brokerPlans,
      sidecar: fc.option(fc.array(variablePlan, { maxLength: 4 })),
      onInstances: fc.boolean(),
      onWork: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  jobs: fc.array(fc.record({ ...containerPlan, schedule: fc.boolean() }), { maxLength: 2 }),
  callingJob: callPlans,
});

/** Random apps, each with the references that were written into it. */
export const arbitraryApp = (): fc.Arbitrary<ArbitraryApp> => appPlan.map(makeApp);

/** The parts that a plan's variables may name. */
interface Nameable {
  readonly data: DataParts;
  readonly storage: StorageParts;
  readonly userPools: readonly UserPool[];
  readonly secrets: readonly ReturnType<typeof secret>[];
  readonly parameters: readonly ReturnType<typeof parameter>[];
}

interface NamedVariable {
  readonly name: string;
  readonly value: EnvValue;
  readonly reference: Omit<WrittenReference, "from" | "by"> | null;
}

const numbered = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const wrapped = <Item>(items: readonly Item[], index: number): Item | undefined =>
  items[index % Math.max(1, items.length)];

function makeParts(plan: AppPlan): Nameable {
  return {
    data: makeData(plan.data, plan.network === "adopted"),
    storage: makeStorage(plan.storage),
    userPools: makeUserPools(plan.userPools),
    secrets: numbered(plan.secrets).map((index) => secret(`secret-${index}`, { value: "operator", keys: ["api_key"] })),
    parameters: numbered(plan.parameters).map((index) => parameter(`setting-${index}`, index)),
  };
}

const databaseReferences = (database: DataParts["databases"][number]): DatabaseReference[] => [
  database.url,
  ...Object.values(database.env),
];

const cacheReferences = (cache: DataParts["caches"][number]): CacheReference[] => [
  cache.url,
  cache.host,
  cache.port,
  cache.password,
];

/** What a plan names; `null` when the app has no part of that kind. */
function nameValue(plan: VariablePlan, parts: Nameable): Omit<NamedVariable, "name"> | null {
  switch (plan.kind) {
    case "literal":
      return { value: plan.value, reference: null };
    case "database":
      return nameDatabase(wrapped(parts.data.databases, plan.index), plan.output);
    case "cache":
      return nameCache(wrapped(parts.data.caches, plan.index), plan.output);
    case "secret":
      return nameSecret(wrapped(parts.secrets, plan.index), plan.key);
    case "parameter":
      return nameParameter(wrapped(parts.parameters, plan.index));
    case "bucket":
    case "queue":
    case "model":
      return nameStorage(plan, parts.storage);
    case "user-pool":
      return nameUserPool(plan, parts.userPools);
  }
}

function nameDatabase(
  part: DataParts["databases"][number] | undefined,
  output: DatabaseOutput,
): Omit<NamedVariable, "name"> | null {
  const value = part && databaseReferences(part).find((reference) => reference.output === output);
  if (part === undefined || value === undefined) return null;
  return { value, reference: { kind: "database", to: addressOf("postgres", part.name), output } };
}

function nameCache(
  part: DataParts["caches"][number] | undefined,
  output: CacheOutput,
): Omit<NamedVariable, "name"> | null {
  const value = part && cacheReferences(part).find((reference) => reference.output === output);
  if (part === undefined || value === undefined) return null;
  return { value, reference: { kind: "cache", to: addressOf("cache", part.name), output } };
}

function nameSecret(part: Nameable["secrets"][number] | undefined, key: boolean): Omit<NamedVariable, "name"> | null {
  if (part === undefined) return null;
  const reference = { kind: "secret", to: addressOf("secret", part.name), output: null } as const;
  return { value: key ? part.key("api_key") : part, reference };
}

function nameParameter(part: Nameable["parameters"][number] | undefined): Omit<NamedVariable, "name"> | null {
  if (part === undefined) return null;
  return { value: part, reference: { kind: "parameter", to: addressOf("parameter", part.name), output: null } };
}

const nameValues = (prefix: string, plans: readonly VariablePlan[], parts: Nameable): NamedVariable[] =>
  plans.flatMap((variable, index): NamedVariable[] => {
    const value = nameValue(variable, parts);
    return value === null ? [] : [{ name: `${prefix}_${index}`, ...value }];
  });

/** A container beside that of a service; it opens what it names to the whole task. */
function nameSidecar(from: Address, plan: ServicePlan["sidecar"], parts: Nameable) {
  if (plan === null) return { options: {}, references: [] };
  const named = nameValues("SIDE", plan, parts);
  const env = Object.fromEntries(named.map(({ name, value }) => [name, value]));
  return {
    options: { sidecars: { helper: { image: image("helper"), env } } },
    references: named.flatMap(({ name, reference }): WrittenReference[] =>
      reference === null ? [] : [{ from, by: name, ...reference }],
    ),
  };
}

/** A task on EC2 has no way out without NAT. */
const hasNat = ({ network, tier }: AppPlan): boolean => network !== "none" && !(network === null && tier === "minimal");

/** The variables of a container and the references that they are. */
function nameVariables(from: Address, plan: ContainerPlan, parts: Nameable) {
  const named = nameValues("VALUE", plan.variables, parts);
  const mounted = mountVolumes(plan.mounts, parts.storage);
  return {
    volumes: mounted.volumes,
    env: Object.fromEntries(named.map(({ name, value }) => [name, value])),
    references: [
      ...named.flatMap(({ name, reference }): WrittenReference[] =>
        reference === null ? [] : [{ from, by: name, ...reference }],
      ),
      ...mounted.references.map((reference): WrittenReference => ({ from, kind: "volume", ...reference })),
    ],
  };
}

/** Builds the plan once for its references; the definition builds it anew whenever it is resolved. */
function makeApp(plan: AppPlan): ArbitraryApp {
  const definition = defineApp({
    name: "random",
    environments: {
      test: {
        tier: plan.tier,
        region: plan.region,
        ...(plan.hasDomain ? { domain: "random.example.com" } : {}),
        ...networkOf(plan.network, plan.region),
      },
    },
    build: () => buildRoots(plan).roots,
  });
  return { definition, environment: "test", references: buildRoots(plan).references };
}

/** A part with the references that were written into it. */
interface Written<Made> {
  readonly part: Made;
  readonly references: readonly WrittenReference[];
}

function containerOptions(from: Address, container: ContainerPlan, parts: Nameable) {
  const { env, volumes, references } = nameVariables(from, container, parts);
  return { references, options: { image: image("app"), env, volumes, ...(container.size ?? {}) } };
}

const makeJobs = (plan: AppPlan, parts: Nameable): Written<Job>[] =>
  plan.jobs.map((jobPlan, index) => {
    const name = `job-${index}`;
    const { references, options } = containerOptions(addressOf("job", name), jobPlan, parts);
    const gates = plan.services.some(({ release }) => release === index);
    const schedule = jobPlan.schedule && !gates ? { schedule: "rate(1 hour)" } : {};
    return { references, part: job(name, { ...options, ...schedule }) };
  });

interface WrittenService extends Written<Service> {
  readonly routes: readonly string[];
  /** Whose users alone are let through. */
  readonly signIn: UserPool | undefined;
}

/** Each may call those before it. */
function makeServices(plan: AppPlan, parts: Nameable, jobs: readonly Written<Job>[]): WrittenService[] {
  const made: Service[] = [];
  return plan.services.map((servicePlan, index) => {
    const name = `service-${index}`;
    const address = addressOf("service", name);
    const { references, options } = containerOptions(address, servicePlan, parts);
    const called = nameServices(address, servicePlan.calls, made);
    const brokers = nameBrokers(address, servicePlan.brokers, parts.data);
    const beside = nameSidecar(address, servicePlan.sidecar, parts);
    const { routes, strategy, tasks } = servicePlan;
    const all = [...references, ...called.references, ...brokers.references, ...beside.references];
    const part = service(name, {
      ...options,
      ...beside.options,
      env: { ...options.env, ...called.env, ...brokers.env },
      ...(servicePlan.onInstances && hasNat(plan) ? { capacity: { ec2: { instanceType: "m7g.2xlarge" } } } : {}),
      port: 8000 + index,
      release: servicePlan.release === null ? undefined : jobs[servicePlan.release]?.part,
      rollout: routes > 0 && strategy !== null ? { strategy } : undefined,
      tasks: { min: tasks[0], max: tasks[1], ...(servicePlan.onWork ? scaledOnWork(all, parts.data) : {}) },
    });
    made.push(part);
    return {
      part,
      references: all,
      routes: numbered(routes).map((route) => `/${name}/${route}/*`),
      signIn: servicePlan.signIn && plan.hasDomain && strategy === "rolling" ? parts.userPools[0] : undefined,
    };
  });
}

function buildRoots(plan: AppPlan) {
  const parts = makeParts(plan);
  const jobs = makeJobs(plan, parts);
  const services = makeServices(plan, parts, jobs);
  const rolling = services.filter((entry) => entry.routes.length === 0).map(({ part }) => part);
  const calling = nameServices(addressOf("job", "calling"), plan.callingJob, rolling);
  const routes = services.flatMap(({ part, routes: keys, signIn }) =>
    keys.map((key) => ({ key, part, to: signIn === undefined ? part : { to: part, signIn } })),
  );
  const ownRoutes = Object.fromEntries(routes.map(({ key, to }) => [key, to]));
  const siteRoutes: Readonly<Record<string, Site>> =
    plan.cdn === "services-and-site" ? { "/*": site("web", { folder: "web" }) } : {};
  const named = [...jobs, ...services].flatMap(({ references }) => references);
  return {
    references: [
      ...named,
      ...ownReferences(plan.data, { parts: parts.data, tier: plan.tier, named }),
      ...calling.references,
      ...routes.map(({ key, part }): WrittenReference => ({
        from: INGRESS_ADDRESS,
        to: addressOf("service", part.name),
        by: key,
        kind: "route",
        output: null,
      })),
    ],
    roots: {
      services: services.map(({ part }) => part),
      jobs: [...jobs.map(({ part }) => part), job("calling", { image: image("app"), env: calling.env })],
      ...(routes.length === 0
        ? {}
        : { ingress: ingress({ cdn: plan.cdn !== "none", routes: { ...ownRoutes, ...siteRoutes } }) }),
      ...(plan.hasOwnSite
        ? { sites: [site("own", { folder: "own", host: plan.hasDomain ? OWN_HOST : undefined })] }
        : {}),
    },
  };
}
