import { isUserError, UserError } from "@fairlead/errors";
import { arbitraryApp, describeRoots, miswritten, problemsOf } from "@fairlead/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AppDefinition,
  defineApp,
  type EnvValue,
  image,
  ingress,
  isAppDefinition,
  job,
  postgres,
  redis,
  resolveApp,
  secret,
  service,
  valkey,
} from "../index.js";

const BASE = { baseFolder: import.meta.dirname };
const proxyImage = image("proxy", { context: "." });

const codesOf = (definition: AppDefinition, environment = "test"): string[] =>
  problemsOf(() => resolveApp(definition, environment, BASE)).map(({ path, code }) => `${path}: ${code}`);

describe("a definition", () => {
  it("is recognised whichever copy of the package made it", () => {
    expect(isAppDefinition(describeRoots({}))).toBe(true);
    expect(isAppDefinition({ [Symbol.for("@fairlead/app-definition")]: true })).toBe(true);
    expect([null, undefined, {}, "app"].map(isAppDefinition)).toEqual([false, false, false, false]);
  });

  it("doesn't build anything before it is resolved", () => {
    const calls: string[] = [];
    const definition = defineApp({
      name: "shop",
      environments: { test: { tier: "minimal", region: "eu-west-1", domain: "shop.example.com" } },
      build: ({ environment }) => {
        calls.push(JSON.stringify(environment));
        return {};
      },
    });
    expect(calls).toEqual([]);
    resolveApp(definition, "test", BASE);
    expect(calls).toEqual(['{"name":"test","tier":"minimal","region":"eu-west-1","domain":"shop.example.com"}']);
  });
});

describe("a resolved app", () => {
  it("is plain JSON", () => {
    fc.assert(
      fc.property(arbitraryApp(), ({ definition, environment }) => {
        const app = resolveApp(definition, environment, BASE);
        expect(JSON.parse(JSON.stringify(app))).toEqual(app);
      }),
    );
  });

  it("is the same each time", () => {
    fc.assert(
      fc.property(arbitraryApp(), ({ definition, environment }) => {
        const [first, second] = [1, 2].map(() => JSON.stringify(resolveApp(definition, environment, BASE)));
        expect(first).toBe(second);
      }),
    );
  });

  it("doesn't depend on the order in which parts and variables are written", () => {
    const cache = valkey("cache");
    const database = postgres("main", { engine: "rds" });
    const inOrder = (variables: [string, EnvValue][], names: string[]) =>
      describeRoots({
        services: names.map((name) => service(name, { image: proxyImage, env: Object.fromEntries(variables) })),
      });
    const variables: [string, EnvValue][] = [
      ["A", cache.url],
      ["B", database.url],
    ];
    const [one, other] = [inOrder(variables, ["a", "b"]), inOrder(variables.toReversed(), ["b", "a"])].map(
      (definition) => ({ ...resolveApp(definition, "test", BASE), sources: {} }),
    );
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });

  it("knows the line of each part, relative to the folder of the configuration", () => {
    const { sources } = resolveApp(describeRoots({ services: [service("web", { image: proxyImage })] }), "test", BASE);
    expect(sources["images.proxy"]).toEqual({ file: "resolve-app.test.ts", line: proxyImage.source?.line });
    expect(sources["services.web"]?.file).toBe("resolve-app.test.ts");
    expect(Object.keys(sources).toSorted()).toEqual(["environments.test", "images.proxy", "network", "services.web"]);
  });

  it("holds what the roots reach and nothing else", () => {
    secret("forgotten", { generate: "token" });
    const app = resolveApp(
      describeRoots({ jobs: [job("tidy", { image: proxyImage, env: { A: secret("used", { generate: "token" }) } })] }),
      "test",
      BASE,
    );
    expect(app.secrets.map(({ name }) => name)).toEqual(["used"]);
    expect(app.images.map(({ name }) => name)).toEqual(["proxy"]);
    expect(app.ingress).toBeNull();
  });

  it("carries the app's tags beside Fairlead's own, which win", () => {
    const app = resolveApp(describeRoots({}, { app: { tags: { team: "search" } } }), "test", BASE);
    expect(app.tags).toEqual({ application: "shop", environment: "test", "managed-by": "fairlead", team: "search" });
  });

  it("carries the findings that are lived with", () => {
    const accept = [{ finding: "PlainHttp", reason: "Only the office reaches it.", until: "2027-06-30" }];
    expect(resolveApp(describeRoots({}, { app: { accept } }), "test", BASE).acceptances).toEqual([
      { finding: "PlainHttp", on: null, reason: "Only the office reaches it.", until: "2027-06-30" },
    ]);
  });

  it("takes the same part twice when both are described alike", () => {
    const declare = () => secret("token", { generate: "token" });
    const definition = describeRoots({
      services: [
        service("a", { image: proxyImage, env: { T: declare() } }),
        service("b", { image: proxyImage, env: { T: declare() } }),
      ],
    });
    expect(resolveApp(definition, "test", BASE).secrets).toHaveLength(1);
  });
});

describe("what is wrong", () => {
  it("is reported all at once, each with its path", () => {
    const env = { OPENAI_API_KEY: "sk-proj-0123456789abcdef" };
    const broken = service(
      "proxy",
      miswritten({ image: proxyImage, cpu: 512, memory: 512, env, tasks: { min: 5, max: 2 } }, { prot: 8080 }),
    );
    const definition = describeRoots(
      { ingress: ingress({ routes: { "/*": broken } }) },
      { environment: miswritten({}, { tier: "standrad" }), app: { tags: { "aws:x": "y" } } },
    );
    expect(codesOf(definition).toSorted()).toEqual([
      "environments.test.tier: UnknownValue",
      "services.proxy.cpu: InvalidFargateSize",
      "services.proxy.env.OPENAI_API_KEY: PlaintextSecret",
      "services.proxy.prot: UnknownOption",
      "services.proxy.tasks.min: MinAboveMax",
      'tags["aws:x"]: InvalidTag',
    ]);
  });

  it("is shown with the line of the part that it is in", () => {
    const broken = service("proxy", { image: proxyImage, port: 0 });
    const [problem] = problemsOf(() => resolveApp(describeRoots({ services: [broken] }), "test", BASE));
    expect(problem?.source).toEqual({ file: "resolve-app.test.ts", line: broken.source?.line });
  });

  it("is left out as narrowly as can be, so that its neighbours are looked at too", () => {
    const broken = service(
      "proxy",
      miswritten(
        { image: proxyImage },
        { tasks: { min: 5, max: 2, cpuPercent: "high" }, capacity: { spot: { onDemandBase: "1" } }, health: 5 },
      ),
    );
    expect(codesOf(describeRoots({ services: [broken] })).toSorted()).toEqual([
      "services.proxy.capacity.spot.onDemandBase: WrongType",
      "services.proxy.health: WrongType",
      "services.proxy.tasks.cpuPercent: WrongType",
      "services.proxy.tasks.min: MinAboveMax",
    ]);
  });

  it("doesn't bring along what only follows from it", () => {
    const broken = service("proxy", miswritten({ image: proxyImage }, { port: "8080" }));
    expect(codesOf(describeRoots({ ingress: ingress({ routes: { "/*": broken } }) }))).toEqual([
      "services.proxy.port: WrongType",
    ]);
    const misspelt = service("proxy", miswritten({ image: proxyImage, health: "/ready" }, { prot: 8080 }));
    expect(codesOf(describeRoots({ ingress: ingress({ routes: { "/*": misspelt } }) }))).toEqual([
      "services.proxy.prot: UnknownOption",
    ]);
  });

  it("never shows a value that may be a secret", () => {
    const key = "sk-proj-0123456789abcdef";
    const definition = describeRoots({
      services: [
        service("a", miswritten({ image: proxyImage, env: { OPENAI_API_KEY: key } }, { port: key, tracing: key })),
      ],
    });
    const problems = problemsOf(() => resolveApp(definition, "test", BASE));
    expect(problems).toHaveLength(3);
    expect(JSON.stringify(problems)).not.toContain(key);
  });

  it("tells a wrong kind of part from the one that is asked for", () => {
    const definition = describeRoots(
      miswritten(
        {},
        { services: [valkey("cache"), service("a", { image: proxyImage, release: job("j", { image: proxyImage }) })] },
      ),
    );
    const [problem] = problemsOf(() => resolveApp(definition, "test", BASE));
    expect(problem?.path).toBe("build().services[0]");
    expect(problem?.message).toBe(
      'build().services[0] must be a service, made with service(…), but it is the valkey "cache".',
    );
  });
});

describe("an environment that isn't there", () => {
  const definition = defineApp({
    name: "shop",
    environments: { production: { tier: "production", region: "us-east-1" } },
    build: () => ({}),
  });

  it("is refused with the name that was most likely meant", () => {
    const [problem] = problemsOf(() => resolveApp(definition, "prodution", BASE));
    expect(problem).toMatchObject({ code: "UnknownEnvironment", message: 'There is no environment "prodution".' });
    expect(problem?.fix).toContain('Did you mean "production"?');
  });

  it("is refused with those that there are when none is near", () => {
    expect(problemsOf(() => resolveApp(definition, "qa", BASE))[0]?.fix).toBe('Use one of "production".');
  });

  it("is refused beside whatever else the app has wrong", () => {
    const broken = defineApp(miswritten({ name: "shop", environments: {}, build: () => ({}) }, { nmae: "x" }));
    expect(codesOf(broken, "dev")).toEqual(["nmae: UnknownOption", "environments: UnknownEnvironment"]);
  });
});

describe("a description that can't be built", () => {
  it("is refused with the error that build threw", () => {
    const definition = describeRoots(
      {},
      {
        app: {
          build: () => {
            throw new TypeError("models is not iterable");
          },
        },
      },
    );
    const [problem] = problemsOf(() => resolveApp(definition, "test", BASE));
    expect(problem?.code).toBe("BuildFailed");
    expect(problem?.message).toContain("models is not iterable");
  });

  it.each([
    ["nothing", "BuildReturnsNothing", undefined],
    ["a promise", "BuildIsAsync", Promise.resolve({})],
  ])("is refused at its line when build returns %s", (_what, code, value) => {
    const written = { name: "shop", environments: { dev: { tier: "minimal", region: "eu-west-1" } } } as const;
    const returning = miswritten({ ...written, build: () => ({}) }, { build: () => value });
    const [problem, ...others] = problemsOf(() => resolveApp(defineApp(returning), "dev", BASE));

    expect(others).toEqual([]);
    expect(problem).toMatchObject({ path: "build", code, source: { file: "resolve-app.test.ts" } });
  });

  it("is refused without showing what stands in the place of a secret", () => {
    const key = secret("key", miswritten({ value: "operator" } as const, { value: "sk-live-1234" }));
    const api = service("api", { image: proxyImage, env: { KEY: key } });
    const problems = problemsOf(() => resolveApp(describeRoots({ services: [api] }), "test", BASE));

    expect(problems.map(({ path }) => path)).toEqual(["secrets.key.value"]);
    expect(JSON.stringify(problems)).not.toContain("sk-live");
  });

  it("is refused with the problems of its own that it threw", () => {
    const own = UserError.of("NoModels", { message: "There are no models.", fix: "Add one." });
    const definition = describeRoots(
      {},
      {
        app: {
          build: () => {
            throw own;
          },
        },
      },
    );
    expect(problemsOf(() => resolveApp(definition, "test", BASE))).toEqual(own.problems);
  });

  it("is refused when build is no function", () => {
    expect(
      codesOf(
        defineApp(
          miswritten(
            { name: "shop", environments: { test: { tier: "minimal", region: "us-east-1" } }, build: () => ({}) },
            { build: 1 },
          ),
        ),
      ),
    ).toEqual(["build: WrongType"]);
  });

  it.each([undefined, null, 7, "app", []])("is refused when it is %j in place of options", (options) => {
    const definition = miswritten(describeRoots({}), { options });
    Reflect.set(definition, Symbol.for("@fairlead/app-definition"), true);
    expect(() => resolveApp(definition, "test", BASE)).toThrow(expect.toSatisfy(isUserError));
  });
});

describe("references", () => {
  it("that go round in a circle are refused with the way round", () => {
    const env: Record<string, EnvValue> = {};
    const migrate = job("migrate", { image: proxyImage, env });
    const proxy = service("proxy", { image: proxyImage, env: { A: "1" }, release: migrate });
    Reflect.set(env, "PROXY", proxy);
    const problems = problemsOf(() => resolveApp(describeRoots({ services: [proxy] }), "test", BASE));
    expect(problems.map(({ code }) => code)).toContain("ReferenceCycle");
    const cycle = problems.find(({ code }) => code === "ReferenceCycle");
    expect(cycle?.path).toBe("jobs.migrate.env.PROXY");
    expect(cycle?.message).toContain("services.proxy → jobs.migrate → services.proxy");
  });

  it("may share one object of variables", () => {
    const env = { CACHE: valkey("cache").url };
    const definition = describeRoots({
      services: [service("a", { image: proxyImage, env }), service("b", { image: proxyImage, env })],
    });
    expect(resolveApp(definition, "test", BASE).connections).toHaveLength(4);
  });

  it("to two different parts of one name are refused with both places", () => {
    const first = secret("token", { generate: "token" });
    const second = secret("token", { generate: "key-256" });
    const definition = describeRoots({ services: [service("a", { image: proxyImage, env: { A: first, B: second } })] });
    const [problem] = problemsOf(() => resolveApp(definition, "test", BASE));
    expect(problem).toMatchObject({ path: "secrets.token", code: "DuplicateName" });
    expect(problem?.message).toContain(
      `resolve-app.test.ts:${first.source?.line ?? 0} and resolve-app.test.ts:${second.source?.line ?? 0}`,
    );
  });

  it("to a Valkey and a Redis of one name are refused", () => {
    const definition = describeRoots({
      services: [service("a", { image: proxyImage, env: { A: valkey("cache").url, B: redis("cache").url } })],
    });
    expect(codesOf(definition)).toEqual(["caches.cache: DuplicateName"]);
  });
});
