import type { Assembly, AssembledStack, Template } from "@fairlead/constructs";
import { UserError, type Problem } from "@fairlead/errors";
import { aResolvedApp } from "@fairlead/testkit";
import type { DeployRequest } from "../deploy/deploy-request.js";
import type { DeploySteps, ReleaseRecorder } from "../deploy/deploy-steps.js";
import type { Outcome } from "../outcome/outcome.js";
import type { RolloutVerdict } from "../rollout/rollout-verdict.js";
import { fillSecrets, lackingSecrets } from "../secrets/fill-secrets.js";
import { SecretText } from "../secrets/secret-text.js";
import { exportsOf, importsOf } from "../stacks/template-exports.js";
import { FakeSecretStore } from "./fake-secret-store.js";
import { FakeStacks } from "./fake-stacks.js";
import { FakeClock } from "./fake-clock.js";

/** A digest that says which content it is of. */
export const digestOf = (content: string): string => `sha256:${content.padEnd(64, "0")}`;

const DIGEST = "ProxyImageDigest";
const SECRET = "llm-proxy/prod/openai-api-key";
const digestParameter = { Parameters: { [DIGEST]: { Type: "String" } } };
const image = { "Fn::Join": ["@", ["repository", { Ref: DIGEST }]] };
const exported = (role: string, id: string) => ({ Value: { Ref: id }, Export: { Name: `${role}:${id}` } });
const imported = (role: string, id: string) => ({ "Fn::ImportValue": `${role}:${id}` });

/** The first value of the one secret that somebody has to set. */
export const OPENAI_API_KEY = { secret: "openai-api-key", key: null, value: new SecretText("planted-api-key") };

/** What a description says, as far as the templates of the fake differ by it. */
export interface Wish {
  /** Of the image. */
  readonly content: string;
  readonly hasCache: boolean;
  readonly hasEdge: boolean;
  readonly timeoutSeconds: number;
}

/** The templates of a small environment: a network, a registry, a job, a service, and what stands on them. */
function templatesFor({ hasCache, hasEdge, timeoutSeconds }: Wish): Readonly<Record<string, Template>> {
  const cacheRule: Template["Resources"] = hasCache ? { CacheRule: { Type: "AWS::EC2::SecurityGroupIngress" } } : {};
  return {
    Vpc: {
      Resources: { Vpc: { Type: "AWS::EC2::VPC" }, ...cacheRule },
      Outputs: { Vpc: exported("Vpc", "Vpc") },
    },
    Registry: { Resources: { Proxy: { Type: "AWS::ECR::Repository" } } },
    Secrets: {
      Resources: { Key: { Type: "AWS::SecretsManager::Secret", Properties: { Name: SECRET } } },
      Outputs: { Key: exported("Secrets", "Key") },
    },
    ...(hasCache
      ? {
          Data: {
            Resources: {
              Cache: { Type: "AWS::ElastiCache::ServerlessCache", Properties: { Vpc: imported("Vpc", "Vpc") } },
            },
            Outputs: { Cache: exported("Data", "Cache") },
          },
        }
      : {}),
    Jobs: {
      ...digestParameter,
      Resources: {
        Cluster: { Type: "AWS::ECS::Cluster" },
        Migration: { Type: "AWS::ECS::TaskDefinition", Properties: { Image: image, Vpc: imported("Vpc", "Vpc") } },
        Gate: { Type: "Custom::ReleaseGate", Properties: { TaskDefinition: { Ref: "Migration" }, Image: image } },
      },
      Outputs: { Cluster: exported("Jobs", "Cluster") },
    },
    Ecs: {
      ...digestParameter,
      Resources: {
        Task: {
          Type: "AWS::ECS::TaskDefinition",
          Properties: {
            ContainerDefinitions: [{ Name: "proxy", Image: image }],
            Timeout: timeoutSeconds,
            Key: imported("Secrets", "Key"),
            ...(hasCache ? { Cache: imported("Data", "Cache") } : {}),
          },
        },
        Service: {
          Type: "AWS::ECS::Service",
          Properties: { ServiceName: "proxy", TaskDefinition: { Ref: "Task" }, Cluster: imported("Jobs", "Cluster") },
        },
      },
      Outputs: { Service: exported("Ecs", "Service") },
    },
    ...(hasEdge
      ? {
          Edge: { Resources: { Waf: { Type: "AWS::WAFv2::WebACL", Properties: { For: imported("Ecs", "Service") } } } },
        }
      : {}),
  };
}

function assemblyOf(templates: Readonly<Record<string, Template>>, prefix: string): Assembly {
  const owners = new Map(
    Object.entries(templates).flatMap(([role, template]) =>
      [...exportsOf(template).keys()].map((name) => [name, role]),
    ),
  );
  const stacks = Object.entries(templates).map(([role, template]): AssembledStack => {
    const reads = [...new Set([...importsOf(template)].flatMap((name) => owners.get(name) ?? []))];
    const after = role === "Ecs" ? [...reads, "Jobs"] : reads;
    return {
      name: `${prefix}-${role}`,
      role,
      templateFile: `${prefix}-${role}.template.json`,
      template,
      dependsOn: [...new Set(after)].map((other) => `${prefix}-${other}`),
    };
  });
  return { directory: "/assembly", stacks, resources: [], violations: [] };
}

/** What went on in the fake beside CloudFormation. */
interface FakeRelease {
  readonly number: number;
  outcome: Outcome["kind"] | null;
}

const recorderOf = (release: FakeRelease): ReleaseRecorder => ({
  note: () => Promise.resolve(),
  end: (outcome) => {
    release.outcome = outcome.kind;
    return Promise.resolve();
  },
});

/**
 * An environment in memory with all that a deployment has done by others: images that are pushed, services that run what their stack
 * says (or the old version, if told to fail), releases that are recorded. Whoever uses it may be killed at any call.
 */
export class FakeEnvironment {
  readonly clock = new FakeClock();
  readonly stacks: FakeStacks;
  readonly secretStore = new FakeSecretStore();
  readonly pushed = new Set<string>();
  readonly releases: FakeRelease[] = [];
  /** Digest that the service runs; `null`: there is no service, or its tasks don't start for want of a secret's value. */
  serving: string | null = null;
  /** Told by preflight. */
  obstacles: readonly Problem[] = [];
  smokeProblems: readonly Problem[] = [];
  /** Whether what serves is ill. */
  isIll = false;
  wish: Wish = { content: "a", hasCache: true, hasEdge: true, timeoutSeconds: 30 };

  constructor() {
    this.stacks = new FakeStacks({
      clock: this.clock,
      templates: (name) => this.assembly().stacks.find((stack) => stack.name === name)?.template,
      onStatus: (name, status, { parameters, stack }) => {
        if (name.endsWith("-Secrets") && status === "CREATE_COMPLETE") this.secretStore.make(SECRET);
        if (!name.endsWith("-Ecs")) return;
        const starts = this.secretStore.valueOf(SECRET) !== null;
        if (/^(CREATE|UPDATE)_COMPLETE$/u.test(status)) this.serving = starts ? (parameters[DIGEST] ?? null) : null;
        if (status === "UPDATE_ROLLBACK_COMPLETE") this.serving = stack.parameters[DIGEST] ?? null;
      },
    });
  }

  assembly(): Assembly {
    return assemblyOf(templatesFor(this.wish), "llm-proxy-prod");
  }

  request(change: Partial<DeployRequest> = {}): DeployRequest {
    const app = aResolvedApp();
    const named = { ...app, name: "llm-proxy", environment: { ...app.environment, name: "prod" } };
    return {
      target: { app: named, assembly: this.assembly(), descriptionHash: JSON.stringify(this.wish) },
      parameters: {},
      allowReplace: [],
      allowDestroy: [],
      images: { baseFolder: "/app", outside: {} },
      firstValues: { given: [OPENAI_API_KEY], ask: null },
      despiteAlarms: false,
      resume: null,
      facts: { action: { kind: "deploy" }, expectedMonthlyUsd: null, findings: null, toolVersion: "0.0.0" },
      deadlineMs: 3_600_000,
      concurrency: 3,
      approve: () => Promise.resolve("approved"),
      signal: new AbortController().signal,
      ...change,
    };
  }

  steps(): DeploySteps {
    const wanted = digestOf(this.wish.content);
    const { app } = this.request().target;
    return {
      preflight: () => Promise.resolve(this.obstacles),
      images: {
        known: () => Promise.resolve({ [DIGEST]: this.pushed.has(wanted) ? wanted : null }),
        push: async () => {
          await this.clock.sleep(10_000);
          if ((await this.stacks.describe({ name: "llm-proxy-prod-Registry", region: null })) === null)
            throw UserError.of("NoRepository", { message: "There is no repository.", fix: "Deploy it." });
          this.pushed.add(wanted);
          return { [DIGEST]: wanted };
        },
      },
      secrets: {
        lacking: (given) => lackingSecrets(app, given, this),
        fill: (given) => fillSecrets(app, given, this),
      },
      rollouts: {
        before: (pinned) =>
          Promise.resolve(
            pinned.map(({ name, digests }) => ({
              name,
              digests,
              taskDefinition: null,
              before: this.serving,
              deploymentBefore: this.serving,
            })),
          ),
        watch: async (asked, { deadlineMs, signal, isReleasing }) => {
          while (isReleasing() && !signal.aborted && this.clock.nowMs() < deadlineMs)
            await this.clock.sleep(1_000, signal);
          return asked.map(({ name, digests, before }) =>
            this.verdictOn(name, digests["proxy"], before, isReleasing()),
          );
        },
      },
      smoke: () => Promise.resolve(this.smokeProblems),
      record: {
        begin: () => {
          const open = this.releases.find(({ outcome }) => outcome === null);
          const release = open ?? { number: this.releases.length + 1, outcome: null };
          if (open === undefined) this.releases.push(release);
          return Promise.resolve(recorderOf(release));
        },
        interrupted: () => {
          const open = this.releases.find(({ outcome }) => outcome === null);
          return Promise.resolve(open === undefined ? null : recorderOf(open));
        },
      },
    };
  }

  private verdictOn(
    service: string,
    digest: string | undefined,
    before: string | null,
    isMoving: boolean,
  ): RolloutVerdict {
    const problem: Problem = {
      path: `services.${service}`,
      code: "RolloutFailed",
      message: "It failed.",
      fix: "Mend.",
    };
    const of = (verdict: RolloutVerdict["verdict"]): RolloutVerdict => ({
      service,
      verdict,
      taskDefinition: this.serving,
      problems: verdict === "serving" || verdict === "unchanged" ? [] : [problem],
    });
    if (isMoving) return of("unsettled");
    if (this.serving === null || this.isIll) return of("unhealthy");
    if (this.serving === digest) return of(this.serving === before ? "unchanged" : "serving");
    return of("rolled-back");
  }
}
