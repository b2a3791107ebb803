import { miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, ingress, type RouteOptions, service, site, userPool, type UserPoolOptions } from "../index.js";

const app = image("app");

const WITH_DOMAIN = { environment: { domain: "shop.example.com" } } as const;

const admin = service("admin", { image: app, port: 8080, rollout: { strategy: "rolling" } });

const withRoute = (route: RouteOptions, key = "/admin/*") => ({ ingress: ingress({ routes: { [key]: route } }) });

const resolvePool = (options: UserPoolOptions = {}) => {
  const users = userPool("users", options);
  return resolveRoots({ services: [service("api", { image: app, env: { POOL: users.id } })] }).userPools[0];
};

describe("a user pool", () => {
  it("takes invited users alone, by their email address, and lets nobody else see their passwords", () => {
    expect(resolvePool()).toEqual({
      name: "users",
      source: {
        kind: "create",
        signInWith: "email",
        selfSignUp: false,
        mfa: "optional",
        passwordLength: 12,
        invitationDays: 7,
        plan: "essentials",
        emailFrom: null,
        deletionProtection: true,
      },
      client: {
        kind: "create",
        flows: ["srp"],
        callbackUrls: [],
        logoutUrls: [],
        accessTokenMinutes: 60,
        refreshTokenMinutes: 43_200,
      },
      signInHosts: [],
      domain: null,
    });
  });

  it("that is adopted is taken as it is, with the client that is named", () => {
    expect(resolvePool({ adopt: { id: "us-east-1_AbC", clientId: "4hx" } })).toEqual({
      name: "users",
      source: { kind: "adopt", id: "us-east-1_AbC" },
      client: { kind: "adopt", id: "4hx" },
      signInHosts: [],
      domain: null,
    });
  });

  it("that is adopted without a client is given one", () => {
    expect(resolvePool({ adopt: { id: "us-east-1_AbC" } })?.client).toMatchObject({ kind: "create", flows: ["srp"] });
  });

  it("has sign-in pages as soon as the app's client may return from them", () => {
    const pool = resolvePool({ client: { callbackUrls: ["https://app.example.com/in"] }, domainPrefix: "shop" });
    expect(pool?.domain).toEqual({ kind: "create", prefix: "shop" });
  });

  it.each([
    [{ passwordLength: 7 }, "passwordLength: OutOfRange"],
    [{ mfa: "sms" }, "mfa: UnknownValue"],
    [{ emailFrom: "shop" }, "emailFrom: InvalidEmail"],
    [{ domainPrefix: "my-aws-shop" }, "domainPrefix: InvalidDomainPrefix"],
    [{ client: { flows: ["pasword"] } }, "client.flows[0]: UnknownValue"],
    [{ client: { callbackUrls: ["http://example.com"] } }, "client.callbackUrls[0]: InvalidCallbackUrl"],
    [{ client: { accessToken: "2d" } }, "client.accessToken: DurationOutOfRange"],
    [{ adopt: { id: "users" } }, "adopt.id: InvalidUserPoolId"],
    [{ adopt: { id: "eu-west-1_AbC" } }, "adopt.id: UserPoolInOtherRegion"],
    [{ adopt: { id: "us-east-1_AbC", clientId: "4hx" }, client: {} }, "client: ClientAdoptedAndDescribed"],
    [
      { adopt: { id: "us-east-1_AbC" }, client: { callbackUrls: ["https://example.com"] } },
      "adopt.domain: AdoptedPoolWithoutDomain",
    ],
    [{ selfSignup: true }, "selfSignup: UnknownOption"],
  ])("is refused with %j", (wrong, expected) => {
    const users = userPool("users", miswritten({}, wrong));
    expect(problemCodes({ services: [service("api", { image: app, env: { POOL: users.id } })] })).toEqual([
      `userPools.users.${expected}`,
    ]);
  });
});

describe("what a variable takes from a user pool", () => {
  const permissions = (reference: "id" | "clientId" | "issuer" | "idForAdministration") => {
    const api = service("api", { image: app, env: { VALUE: userPool("users")[reference] } });
    return resolveRoots({ services: [api] }).connections;
  };

  it.each(["id", "clientId", "issuer"] as const)("opens nothing when it is the %s", (reference) => {
    expect(permissions(reference)).toEqual([]);
  });

  it("lets the code manage users when it is the id for administration", () => {
    expect(permissions("idForAdministration")).toEqual([
      { kind: "permission", from: "services.api", to: "userPools.users", access: "administer", because: "VALUE" },
    ]);
  });
});

describe("a route that signs users in", () => {
  const users = userPool("users");

  it("keeps them signed in for a working day, and tells the pool which host they come back to", () => {
    const resolved = resolveRoots(withRoute({ to: admin, signIn: users }), WITH_DOMAIN);
    const route = resolved.ingress?.routes.find(({ path }) => path === "/admin/*");
    expect(route?.action).toEqual({
      kind: "forward",
      service: "admin",
      signIn: { userPool: "users", sessionSeconds: 43_200 },
    });
    expect(resolved.userPools).toMatchObject([
      { signInHosts: ["shop.example.com"], domain: { kind: "create", prefix: null } },
    ]);
  });

  it("keeps them signed in for as long as it says", () => {
    const resolved = resolveRoots(withRoute({ to: admin, signIn: { pool: users, session: "1h" } }), WITH_DOMAIN);
    expect(resolved.ingress?.routes.map(({ action }) => action)).toContainEqual({
      kind: "forward",
      service: "admin",
      signIn: { userPool: "users", sessionSeconds: 3600 },
    });
  });

  it("is refused without a domain, since a load balancer signs in over HTTPS alone", () => {
    expect(problemCodes(withRoute({ to: admin, signIn: users }))).toEqual([
      'ingress.routes["/admin/*"].signIn: SignInWithoutTls',
    ]);
  });

  it("is refused on any number of hosts, since Cognito knows each address that it returns to", () => {
    const key = "*.shop.example.com/admin/*";
    expect(problemCodes(withRoute({ to: admin, signIn: users }, key), WITH_DOMAIN)).toEqual([
      `ingress.routes["${key}"].signIn: SignInOnWildcardHost`,
    ]);
  });

  it("is refused where ECS rewrites its rule", () => {
    const shifted = service("admin", { image: app, port: 8080, rollout: { strategy: "blue-green" } });
    expect(problemCodes(withRoute({ to: shifted, signIn: users }), WITH_DOMAIN)).toEqual([
      'ingress.routes["/admin/*"].signIn: SignInOnShiftedRoute',
    ]);
  });

  it("is refused when the adopted pool says nothing of its sign-in pages", () => {
    const adopted = userPool("users", { adopt: { id: "us-east-1_AbC" } });
    expect(problemCodes(withRoute({ to: admin, signIn: adopted }), WITH_DOMAIN)).toEqual([
      "userPools.users.adopt.domain: AdoptedPoolWithoutDomain",
    ]);
  });

  it("is refused when its pages' address can't be made of the names", () => {
    const named = userPool("cognito-users");
    expect(problemCodes(withRoute({ to: admin, signIn: named }), WITH_DOMAIN)).toEqual([
      "userPools.cognito-users.domainPrefix: InvalidDomainPrefix",
    ]);
  });

  it("is refused when it leads to a site, which CloudFront answers", () => {
    const web = site("web", { folder: "." });
    const roots = {
      ingress: ingress({ cdn: true, routes: { "/api/*": admin, "/*": { to: web, signIn: users } } }),
    };
    expect(problemCodes(roots, WITH_DOMAIN)).toContain('ingress.routes["/*"].signIn: SignInOnSite');
  });

  it("is reached by Cognito's answer on a host whose other paths are a site's", () => {
    const web = site("web", { folder: "." });
    const roots = { ingress: ingress({ cdn: true, routes: { "/admin/*": { to: admin, signIn: users }, "/*": web } }) };
    const [distribution] = resolveRoots(roots, WITH_DOMAIN).cdn?.distributions ?? [];
    expect(distribution?.behaviors.map(({ path, to }) => [path, to.kind])).toEqual([
      ["/oauth2/idpresponse", "ingress"],
      ["/admin/*", "ingress"],
      ["/*", "site"],
    ]);
  });

  it("is refused with another part in place of a pool", () => {
    const route = miswritten({ to: admin }, { signIn: admin });
    expect(problemCodes(withRoute(route), WITH_DOMAIN)).toEqual(['ingress.routes["/admin/*"].signIn: WrongType']);
  });
});
