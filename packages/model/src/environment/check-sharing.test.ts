import { problemsOf } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import {
  type AppRoots,
  type BuildContext,
  defineApp,
  type EnvironmentOptions,
  image,
  ingress,
  resolveApp,
  type ResolvedApp,
  service,
  userPool,
} from "../index.js";

const DEV: EnvironmentOptions = { tier: "standard", region: "us-east-1", domain: "dev.example.com" };
const PREVIEW: EnvironmentOptions = {
  tier: "minimal",
  region: "us-east-1",
  domain: "pr-12.dev.example.com",
  shares: "dev",
};

const app = image("app");
const api = service("api", { image: app, port: 8080, rollout: { strategy: "rolling" } });

const buildApi = (): AppRoots => ({ ingress: ingress({ routes: { "/*": api } }) });

interface Written {
  readonly dev?: Partial<EnvironmentOptions>;
  readonly preview?: Partial<EnvironmentOptions>;
  readonly others?: Readonly<Record<string, EnvironmentOptions>>;
  readonly build?: (context: BuildContext) => AppRoots;
}

const describeApp = ({ dev, preview, others, build = buildApi }: Written) =>
  defineApp({
    name: "shop",
    environments: { dev: { ...DEV, ...dev }, "pr-12": { ...PREVIEW, ...preview }, ...others },
    build,
  });

const resolve = (written: Written = {}, environment = "pr-12"): ResolvedApp =>
  resolveApp(describeApp(written), environment, { baseFolder: "/app" });

const codes = (written: Written, environment = "pr-12"): string[] =>
  problemsOf(() => resolve(written, environment)).map(({ path, code }) => `${path}: ${code}`);

describe("an environment that shares another one's", () => {
  it("uses its network and its load balancer, and has rules on a host of its own", () => {
    const { network, ingress: resolved } = resolve();
    expect(network).toMatchObject({
      source: { kind: "shared", of: "dev" },
      zones: ["us-east-1a", "us-east-1b"],
      nat: { kind: "existing" },
      taskSubnets: "private",
      flowLogs: null,
    });
    expect(resolved).toMatchObject({
      loadBalancer: { kind: "shared", of: "dev", hasCertificate: false },
      hosts: ["pr-12.dev.example.com"],
      deletionProtection: false,
    });
    expect(new Set(resolved?.routes.map(({ host }) => host))).toEqual(new Set(["pr-12.dev.example.com"]));
  });

  it("leaves the other one as it is", () => {
    const alone = resolveApp(defineApp({ name: "shop", environments: { dev: DEV }, build: buildApi }), "dev", {
      baseFolder: "/app",
    });
    const shared = resolve({}, "dev");
    expect({ ...shared, sources: {} }).toEqual({ ...alone, sources: {} });
  });

  it("is built by what the description says of each environment", () => {
    const build = ({ environment }: BuildContext): AppRoots =>
      environment.name === "dev" ? buildApi() : { services: [api] };
    expect(resolve({ build }).ingress).toBeNull();
  });

  it("adds no certificate where both adopt the same one, or where it says that there is one", () => {
    const certificate = "arn:aws:acm:us-east-1:111122223333:certificate/1";
    const has = (written: Written) => resolve(written).ingress?.loadBalancer;
    const adopted = {
      dev: { domain: { host: "dev.example.com", certificate } },
      preview: { domain: { host: "pr-12.dev.example.com", certificate } },
    };
    expect(has(adopted)).toMatchObject({ hasCertificate: true });
    expect(has({ preview: { shares: { of: "dev", hasCertificate: true } } })).toMatchObject({ hasCertificate: true });
  });

  it("adopts what the other one has adopted", () => {
    const network = {
      adopt: {
        vpcId: "vpc-0123456789abcdef0",
        zones: ["us-east-1a", "us-east-1b"],
        publicSubnets: ["subnet-0000000a", "subnet-0000000b"],
      },
    };
    expect(resolve({ dev: { network } }).network.source).toMatchObject({ kind: "adopt", vpcId: network.adopt.vpcId });
  });
});

describe("sharing is refused", () => {
  const at = "environments.pr-12.shares";

  it.each<[string, Written, string]>([
    ["of an environment that there isn't", { preview: { shares: "dve" } }, `${at}: SharesUnknownEnvironment`],
    ["of itself", { preview: { shares: "pr-12" } }, `${at}: SharesItself`],
    [
      "of one that shares itself",
      { preview: { shares: "pr-11" }, others: { "pr-11": { ...PREVIEW, domain: "pr-11.dev.example.com" } } },
      `${at}: SharesSharer`,
    ],
    ["in another region", { preview: { region: "eu-west-1" } }, `${at}: SharesElsewhere`],
    ["in another account", { preview: { account: "111122223333" } }, `${at}: SharesElsewhere`],
    ["without a host of its own", { preview: { domain: undefined } }, "environments.pr-12.domain: SharerWithoutHost"],
    ["on the other one's host", { preview: { domain: "dev.example.com" } }, "environments.pr-12.domain: HostTaken"],
    ["of one without HTTPS", { dev: { domain: undefined } }, `${at}: NoLoadBalancerToShare`],
    [
      "with a network of its own",
      { preview: { network: { nat: "none" } } },
      "environments.pr-12.network: SharedNetworkDescribed",
    ],
  ])("%s", (_title, written, expected) => {
    expect(codes(written)).toEqual([expected]);
  });

  it("with the name that was most likely meant", () => {
    const [problem] = problemsOf(() => resolve({ preview: { shares: "dve" } }));
    expect(problem?.fix).toContain('Did you mean "dev"?');
  });

  it("with options for a load balancer that is another's", () => {
    const build = () => ({ ingress: ingress({ routes: { "/*": api }, waf: true }) });
    expect(codes({ build })).toEqual(["ingress.waf: DecidedByOwner"]);
  });

  it("where a path is private on every host", () => {
    const build = ({ environment }: BuildContext): AppRoots =>
      environment.name === "dev" ? buildApi() : { ingress: ingress({ routes: { "/metrics": api }, private: [] }) };
    expect(codes({ build })).toEqual(['ingress.routes["/metrics"]: RouteIsPrivate']);
  });

  it("where users sign in and the load balancer can't reach Cognito", () => {
    const users = userPool("users");
    const build = ({ environment }: BuildContext): AppRoots => ({
      ingress: ingress({ routes: { "/*": environment.name === "dev" ? api : { to: api, signIn: users } } }),
    });
    expect(codes({ build })).toEqual(["ingress.routes: OwnerDoesNotSignIn"]);
  });

  it("where two environments add one certificate, which would go with the first of them", () => {
    const certificate = "arn:aws:acm:us-east-1:111122223333:certificate/2";
    const preview = { domain: { host: "pr-12.dev.example.com", certificate } };
    const others = { "pr-13": { ...PREVIEW, domain: { host: "pr-13.dev.example.com", certificate } } };
    expect(codes({ preview, others })).toEqual(["environments.pr-12.domain.certificate: CertificateAddedTwice"]);
  });
});

describe("two environments on one listener", () => {
  /** A description of so many previews that some of their rules want one place. */
  const crowded = (salt: string | undefined) => {
    const names = Array.from({ length: 400 }, (_, index) => `pr-${index + 1000}`);
    const previews = names.map((name): [string, EnvironmentOptions] => [
      name,
      {
        ...PREVIEW,
        domain: `${name}.dev.example.com`,
        shares: salt === undefined ? "dev" : { of: "dev", prioritySalt: salt },
      },
    ]);
    return Object.fromEntries(previews);
  };

  it("are refused one place: the later in the alphabet gives way, and another salt makes room", () => {
    const others = crowded(undefined);
    const last = Object.keys(others).toSorted().at(-1) ?? "";
    const places = (name: string) =>
      resolve({ others: { [name]: others[name] ?? PREVIEW } }, name).ingress?.routes ?? [];
    const taken = new Map<number, string>();
    const clash = Object.keys(others).find((name) => {
      const own = places(name).map(({ priority }) => priority);
      const meets = own.some((priority) => taken.has(priority));
      for (const priority of own) taken.set(priority, taken.get(priority) ?? name);
      return meets;
    });
    if (clash === undefined) expect.fail(`No two of the previews up to ${last} want one place.`);
    const earlier =
      places(clash)
        .flatMap(({ priority }) => taken.get(priority) ?? [])
        .find((name) => name !== clash) ?? "";
    const pair = { [earlier]: others[earlier] ?? PREVIEW, [clash]: others[clash] ?? PREVIEW };

    expect(codes({ others: pair }, earlier)).toEqual([]);
    expect(codes({ others: pair }, clash).every((code) => code.endsWith(": PriorityTaken"))).toBe(true);
    expect(codes({ others: pair }, clash)).not.toEqual([]);
    const salted = { ...pair, [clash]: crowded("2")[clash] ?? PREVIEW };
    expect(codes({ others: salted }, clash)).toEqual([]);
  });
});
