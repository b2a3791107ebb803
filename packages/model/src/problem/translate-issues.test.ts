import { miswritten, problemsOf, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, postgres, secret, service, type ServiceOptions } from "../index.js";
import { joinPath } from "./translate-issues.js";

const app = image("app");

const problemsWith = (wrong: Readonly<Record<string, unknown>>, options: Partial<ServiceOptions> = {}) =>
  problemsOf(() => resolveRoots({ services: [service("a", miswritten({ image: app, ...options }, wrong))] })).map(
    ({ path, code, message, fix }) => ({ path, code, message, fix }),
  );

describe("an option that nobody knows", () => {
  it("is refused with the one that was meant", () => {
    expect(problemsWith({ comand: ["x"] })).toEqual([
      {
        path: "services.a.comand",
        code: "UnknownOption",
        message: '"comand" is not an option of services.a.',
        fix: 'Did you mean "command"?',
      },
    ]);
  });

  it("is refused deep inside too", () => {
    const [problem] = problemsWith({ tasks: { min: 1, mx: 3 } });
    expect(problem).toMatchObject({ path: "services.a.tasks.mx", code: "UnknownOption" });
    expect(problem?.fix).toContain('Did you mean "max"?');
  });

  it("is refused even when it is undefined", () => {
    expect(problemsWith({ prot: undefined })).toMatchObject([{ path: "services.a.prot", code: "UnknownOption" }]);
  });
});

describe("a value of another type", () => {
  it.each([
    [{ tracing: "yes" }, "services.a.tracing must be true or false, but it is a text."],
    [{ cpu: "512" }, "services.a.cpu must be a number, but it is a text."],
    [{ command: "server" }, "services.a.command must be a list, but it is a text."],
    [{ command: [7] }, "services.a.command[0] must be a text, but it is 7."],
    [{ health: null }, "services.a.health must be a text or an object, but it is null."],
    [{ tasks: [] }, "services.a.tasks must be a number or an object, but it is a list."],
    [{ tasks: 1.5 }, "services.a.tasks must be a whole number or an object, but it is 1.5."],
    [{ release: app }, 'services.a.release must be a job, made with job(…), but it is the image "app".'],
    [{ image: "nginx" }, "services.a.image must be an image, made with image(…), but it is a text."],
    [{ env: [] }, "services.a.env must be an object, but it is a list."],
  ])("is refused: %j", (wrong, message) => {
    expect(problemsWith(wrong)).toMatchObject([{ code: "WrongType", message }]);
  });

  it("is refused as missing where nothing is", () => {
    expect(problemsWith({ image: undefined })).toMatchObject([
      { path: "services.a.image", code: "MissingOption", fix: "Set services.a.image to an image, made with image(…)." },
    ]);
  });
});

describe("a word that is none of those that are known", () => {
  it.each([
    [{ architecture: "arm" }, "services.a.architecture", 'Did you mean "arm64"? Known: "arm64", "x86_64".'],
    [
      { capacity: "fargate-sopt" },
      "services.a.capacity",
      'Did you mean "fargate-spot"? Known: "fargate", "fargate-spot".',
    ],
    [
      { rollout: { strategy: "bluegreen" } },
      "services.a.rollout.strategy",
      'Did you mean "blue-green"? Known: "rolling", "stop-then-start", "blue-green", "linear", "canary".',
    ],
  ])("is refused: %j", (wrong, path, fix) => {
    expect(problemsWith(wrong)).toMatchObject([{ path, code: "UnknownValue", fix }]);
  });

  it("is refused of a database's engine", () => {
    const database = postgres("main", miswritten({ engine: "rds" } as const, { engine: "postgres" }));
    expect(problemsWith({ env: { URL: database.url } })).toMatchObject([
      { path: "databases.main.engine", code: "UnknownValue", fix: 'Use one of "aurora-serverless", "rds".' },
    ]);
  });
});

describe("options of one of two kinds", () => {
  it("are read as the kind that their keys fit best", () => {
    const token = secret("token", miswritten({ value: "operator" } as const, { value: "operater", key: "x" }));
    expect(problemsWith({ env: { TOKEN: token } })).toMatchObject([
      { path: "secrets.token.value", code: "WrongType" },
      { path: "secrets.token.key", code: "UnknownOption", fix: 'Did you mean "keys"? Known: "value", "keys".' },
    ]);
  });
});

describe("a number out of range", () => {
  it("is refused with the range", () => {
    expect(problemsWith({ ephemeralStorage: 500 })).toMatchObject([
      { code: "OutOfRange", message: "services.a.ephemeralStorage must be at most 200, but it is 500." },
    ]);
  });

  it("is refused of a list's length", () => {
    expect(problemsWith({ command: [] })).toMatchObject([
      { code: "OutOfRange", message: "services.a.command must have at least 1 entry, but it is empty." },
    ]);
  });
});

describe("a path", () => {
  it.each([
    ["services.a", ["tasks", "min"], "services.a.tasks.min"],
    ["", ["name"], "name"],
    ["ingress", ["routes", "/v1/*", "from", 0], 'ingress.routes["/v1/*"].from[0]'],
    ["a", ["b-c"], "a.b-c"],
  ])("is written as in the description: %s and %j", (base, keys, path) => {
    expect(joinPath(base, keys)).toBe(path);
  });
});
