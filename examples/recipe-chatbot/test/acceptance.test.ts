import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reachableEdges } from "@fairlead/check";
import { beforeAll, describe, expect, it } from "vitest";
import config from "../fairlead.config.js";
import { parametersToGive } from "../../testing/parameters-to-give.js";
import { type Plan, planOf } from "../../testing/plan-of.js";
import { resourcesOf } from "../../testing/resources.js";

type Properties = Readonly<Record<string, unknown>>;

/** What the Recipe Chatbot's deployment plan says itself, as far as templates can show it. */
describe("the Recipe Chatbot in production", () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf(config, "production", import.meta.url);
  });

  const all = (type: string): readonly Properties[] =>
    resourcesOf(plan.assembly, type).map(({ Properties = {} }) => Properties);

  /** The resources of one type that are made for one part of the description. */
  const of = (type: string, part: string): readonly Properties[] =>
    resourcesOf(plan.assembly, type)
      .filter(({ stack, logicalId }) =>
        plan.assembly.resources.some(
          (resource) => resource.stack === stack && resource.logicalId === logicalId && resource.address === part,
        ),
      )
      .map(({ Properties = {} }) => Properties);

  it("gives the backend half a vCPU and 1 GiB, the frontend a quarter and 512 MiB", () => {
    expect(of("AWS::ECS::TaskDefinition", "services.backend")).toMatchObject([{ Cpu: "512", Memory: "1024" }]);
    expect(of("AWS::ECS::TaskDefinition", "services.frontend")).toMatchObject([{ Cpu: "256", Memory: "512" }]);
  });

  describe("on the way of a request", () => {
    const HTTPS = "tcp 443";

    it("sends /api/* and /health to the backend on 8000, and everything else to the frontend on 3000", () => {
      const rulesOf = (service: string) =>
        of("AWS::ElasticLoadBalancingV2::ListenerRule", `services.${service}`).map(({ Conditions }) => Conditions);
      const rule = (path: string) => [
        { HostHeaderConfig: { Values: ["recipe-chatbot.example.com"] } },
        { PathPatternConfig: { Values: [path] } },
      ];
      expect(rulesOf("backend")).toMatchObject([rule("/health"), rule("/api/*")]);
      expect(rulesOf("frontend")).toMatchObject([rule("/*")]);
      const entriesOf = (service: string) => of("AWS::ECS::Service", `services.${service}`)[0]?.["LoadBalancers"];
      const backend = { ContainerName: "backend", ContainerPort: 8000 };
      expect(entriesOf("backend")).toMatchObject([backend, backend]);
      expect(entriesOf("frontend")).toMatchObject([{ ContainerName: "frontend", ContainerPort: 3000 }]);
    });

    it("asks the more specific paths first, so that /* takes nothing away from them", () => {
      const priorities = (service: string) =>
        of("AWS::ElasticLoadBalancingV2::ListenerRule", `services.${service}`).map(({ Priority }) => Number(Priority));
      expect(Math.max(...priorities("backend"))).toBeLessThan(Math.min(...priorities("frontend")));
    });

    it("sends plain HTTP to HTTPS for good, and speaks TLS with forward secrecy alone", () => {
      expect(all("AWS::ElasticLoadBalancingV2::Listener")).toMatchObject([
        {
          Port: 80,
          DefaultActions: [
            { Type: "redirect", RedirectConfig: { Protocol: "HTTPS", Port: "443", StatusCode: "HTTP_301" } },
          ],
        },
        { Port: 443, Protocol: "HTTPS", SslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" },
      ]);
    });

    it("asks /health and / every 30 s, waits 5 s, and needs two good or three bad answers", () => {
      const asked = {
        HealthCheckIntervalSeconds: 30,
        HealthCheckTimeoutSeconds: 5,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: 3,
      };
      const groups = (service: string) => of("AWS::ElasticLoadBalancingV2::TargetGroup", `services.${service}`);
      expect(groups("backend")).toMatchObject(
        Array.from({ length: 4 }, () => ({ ...asked, HealthCheckPath: "/health" })),
      );
      expect(groups("frontend")).toMatchObject(Array.from({ length: 2 }, () => ({ ...asked, HealthCheckPath: "/" })));
    });

    it("opens exactly the plan's ways: the world to the load balancer, it to both, the frontend to the backend", () => {
      const nameOf = (party: ReturnType<typeof reachableEdges>[number]["from"]): string => {
        if (party.kind === "group") return party.address ?? party.logicalId;
        return party.kind === "range" ? party.cidr : party.kind;
      };
      const ways = reachableEdges(plan.assembly).map(
        ({ from, to, protocol, fromPort, toPort }) =>
          `${nameOf(from)} > ${nameOf(to)}: ${protocol} ${fromPort === toPort ? fromPort : `${fromPort}-${toPort}`}`,
      );
      expect(ways.toSorted()).toEqual([
        "0.0.0.0/0 > ingress: tcp 443",
        "0.0.0.0/0 > ingress: tcp 80",
        "ingress > services.backend: tcp 8000",
        "ingress > services.frontend: tcp 3000",
        `services.backend > 0.0.0.0/0: ${HTTPS}`,
        `services.frontend > 0.0.0.0/0: ${HTTPS}`,
        "services.frontend > services.backend: tcp 8000",
      ]);
    });

    it("stands behind a firewall with AWS's common rules, which cover OWASP's", () => {
      expect(all("AWS::WAFv2::WebACL").map((acl) => JSON.stringify(acl))).toEqual([
        expect.stringContaining('"AWSManagedRulesCommonRuleSet"'),
      ]);
      expect(all("AWS::WAFv2::WebACLAssociation")).toHaveLength(1);
    });

    it("writes the load balancer's log to a bucket, and lets an answer think for two minutes", () => {
      const [loadBalancer, ...others] = all("AWS::ElasticLoadBalancingV2::LoadBalancer");
      expect(others).toEqual([]);
      expect(loadBalancer).toMatchObject({ Scheme: "internet-facing" });
      expect(loadBalancer?.["LoadBalancerAttributes"]).toEqual(
        expect.arrayContaining([
          { Key: "access_logs.s3.enabled", Value: "true" },
          { Key: "idle_timeout.timeout_seconds", Value: "120" },
        ]),
      );
    });
  });

  describe("in its network", () => {
    it("has 10.0.0.0/16 in two zones, without the NAT gateways that the plan pays for", () => {
      expect(all("AWS::EC2::VPC")).toMatchObject([{ CidrBlock: "10.0.0.0/16" }]);
      const zones = (kind: string) =>
        resourcesOf(plan.assembly, "AWS::EC2::Subnet")
          .filter(({ logicalId }) => logicalId.includes(kind))
          .map(({ Properties }) => Properties?.["AvailabilityZone"]);
      expect(zones("Public")).toEqual(["us-east-1a", "us-east-1b"]);
      expect(all("AWS::EC2::NatGateway")).toEqual([]);
    });

    it("gives every task an address of its own, in both zones; who is let in is said by the ways above", () => {
      const networks = all("AWS::ECS::Service").map(({ NetworkConfiguration }) => JSON.stringify(NetworkConfiguration));
      expect(networks).toHaveLength(2);
      for (const network of networks) {
        expect(network).toContain('"AssignPublicIp":"ENABLED"');
        expect(new Set(network.match(/(Public|Private)Subnet\d/g))).toEqual(
          new Set(["PublicSubnet1", "PublicSubnet2"]),
        );
      }
    });
  });

  describe("under load", () => {
    const COOLDOWNS = { ScaleOutCooldown: 300, ScaleInCooldown: 300 };
    const policiesOf = (service: string) =>
      of("AWS::ApplicationAutoScaling::ScalingPolicy", `services.${service}`).map(
        (policy) => policy["TargetTrackingScalingPolicyConfiguration"],
      );
    const predefined = (metric: string, target: number) => ({
      ...COOLDOWNS,
      PredefinedMetricSpecification: { PredefinedMetricType: metric },
      TargetValue: target,
    });

    it("runs 2 to 20 backend tasks, at 70 % CPU, 80 % memory and five waiting chats a task", () => {
      expect(of("AWS::ApplicationAutoScaling::ScalableTarget", "services.backend")).toMatchObject([
        { MinCapacity: 2, MaxCapacity: 20 },
      ]);
      expect(policiesOf("backend")).toEqual([
        predefined("ECSServiceAverageCPUUtilization", 70),
        predefined("ECSServiceAverageMemoryUtilization", 80),
        {
          ...COOLDOWNS,
          CustomizedMetricSpecification: {
            Namespace: "RecipeChatbot/LLM",
            MetricName: "QueueDepth",
            Dimensions: [{ Name: "Service", Value: "Backend" }],
            Statistic: "Average",
          },
          TargetValue: 5,
        },
      ]);
    });

    it("runs 2 to 10 frontend tasks, at 70 % CPU", () => {
      expect(of("AWS::ApplicationAutoScaling::ScalableTarget", "services.frontend")).toMatchObject([
        { MinCapacity: 2, MaxCapacity: 10 },
      ]);
      expect(policiesOf("frontend")).toEqual([predefined("ECSServiceAverageCPUUtilization", 70)]);
    });
  });

  describe("to those who watch it", () => {
    /** All that can be read on the dashboard; what CloudFormation puts in is left out. */
    const dashboard = (): string =>
      all("AWS::CloudWatch::Dashboard")
        .map(({ DashboardBody }) => JSON.stringify(DashboardBody).replaceAll("\\", ""))
        .join("\n");
    const group = (title: string): string =>
      dashboard()
        .split('"# ')
        .find((part) => part.startsWith(title)) ?? "";

    it("shows the plan's four groups, each with what the plan has in it", () => {
      const wanted = {
        "Service health": ["CPUUtilization", "MemoryUtilization", "HealthyHostCount"],
        "Business metrics": ["chat_requests_total", "cooking_queries_ratio", "web_search", "cookware_check"],
        "Error tracking": ["HTTPCode_Target_5XX_Count", "error_rate", "llm_failure_rate", "tool_timeouts"],
        Performance: ["TargetResponseTime", "response_time", "llm_token_usage", "ActiveConnectionCount", "QueueDepth"],
      };
      for (const [title, metrics] of Object.entries(wanted)) {
        expect(metrics.filter((metric) => !group(title).includes(`"${metric}"`))).toEqual([]);
      }
    });

    /** An alarm's bound, and how long it looks. */
    const alarm = (name: string) => {
      const found = all("AWS::CloudWatch::Alarm").find(
        ({ AlarmName }) => AlarmName === `recipe-chatbot-production-${name}`,
      );
      const text = JSON.stringify(found);
      return {
        comparison: found?.["ComparisonOperator"],
        threshold: found?.["Threshold"],
        seconds: Number(/"Period":(\d+)/.exec(text)?.[1]) * Number(found?.["EvaluationPeriods"]),
        tells: /ExportsOutputRef(Critical)?Topic/.exec(text)?.[1] ?? "Alerts",
      };
    };

    it.each(["backend", "frontend"])(
      "tells the alerts of 5 % errors and of 5 s in five minutes, and the critical ones of no healthy %s in one",
      (service) => {
        const above = { comparison: "GreaterThanThreshold", threshold: 5, seconds: 300, tells: "Alerts" };
        expect(alarm(`${service}-5xx`)).toEqual(above);
        expect(alarm(`${service}-latency`)).toEqual(above);
        expect(alarm(`${service}-healthy`)).toEqual({
          comparison: "LessThanThreshold",
          threshold: 1,
          seconds: 60,
          tells: "Critical",
        });
      },
    );

    it("has the two topics, and somebody at each", () => {
      expect(all("AWS::SNS::Topic").map(({ TopicName }) => TopicName)).toEqual([
        "recipe-chatbot-production-alerts",
        "recipe-chatbot-production-critical",
      ]);
      expect(all("AWS::SNS::Subscription").map(({ Endpoint }) => Endpoint)).toEqual([
        "ai-team@example.com",
        "ai-team@example.com",
        "oncall@example.com",
      ]);
    });

    it("lets the backend, and it alone, publish metrics, in the plan's one namespace", () => {
      const publishing = resourcesOf(plan.assembly, "AWS::IAM::Policy").filter(({ Properties }) =>
        JSON.stringify(Properties).includes("cloudwatch:PutMetricData"),
      );
      expect(publishing.map(({ logicalId }) => logicalId)).toEqual([expect.stringMatching(/^backendTaskTaskRole/)]);
      expect(JSON.stringify(publishing[0]?.Properties)).toContain(
        '"Condition":{"StringEquals":{"cloudwatch:namespace":["RecipeChatbot/LLM"]}}',
      );
    });
  });

  describe("with what only some may know", () => {
    const container = (service: string): Properties => {
      const [task] = of("AWS::ECS::TaskDefinition", `services.${service}`);
      const definitions = JSON.stringify(task?.["ContainerDefinitions"]);
      const found: unknown = JSON.parse(definitions);
      const containers: readonly Properties[] = Array.isArray(found) ? found : [];
      return containers.find(({ Name }) => Name === service) ?? {};
    };

    it("injects the field api_key of two secrets, which are set by their owner and stand in no template", () => {
      const secrets = JSON.stringify(container("backend")["Secrets"]);
      expect(secrets.match(/:api_key::/g)).toHaveLength(2);
      expect(all("AWS::SecretsManager::Secret").map((secret) => [secret["Name"], secret["SecretString"]])).toEqual([
        ["recipe-chatbot/production/openai-key", undefined],
        ["recipe-chatbot/production/serp-key", undefined],
      ]);
    });

    it("takes environment, log level and origins from Parameter Store", () => {
      expect(all("AWS::SSM::Parameter").map(({ Name, Value }) => [Name, Value])).toEqual([
        ["/recipe-chatbot/production/cors-origins", "https://recipe-chatbot.example.com"],
        ["/recipe-chatbot/production/environment", "production"],
        ["/recipe-chatbot/production/log-level", "INFO"],
      ]);
      const secrets = JSON.stringify(container("backend")["Secrets"]);
      for (const name of ["cors-origins", "environment", "log-level"]) {
        expect(secrets).toContain(`parameter/recipe-chatbot/production/${name}`);
      }
    });

    it("gives the frontend no secret, and the address of the backend", () => {
      expect(container("frontend")["Secrets"]).toBeUndefined();
      expect(container("frontend")["Environment"]).toContainEqual({
        Name: "API_URL",
        Value: "http://backend.recipe-chatbot-production.internal:8000",
      });
    });
  });

  describe("when a release comes", () => {
    it("is blue/green, goes back by itself, and never runs less than it did", () => {
      const deployments = all("AWS::ECS::Service").map(({ DeploymentConfiguration }) => DeploymentConfiguration);
      expect(deployments).toHaveLength(2);
      for (const deployment of deployments) {
        expect(deployment).toMatchObject({
          Strategy: "BLUE_GREEN",
          MaximumPercent: 200,
          MinimumHealthyPercent: 100,
          DeploymentCircuitBreaker: { Enable: true, Rollback: true },
          Alarms: { Enable: true, Rollback: true },
        });
      }
    });

    const workflow = readFileSync(join(import.meta.dirname, "..", ".github", "workflows", "deploy.yml"), "utf8");

    it("needs no more than the description says", () => {
      expect(workflow).toContain("run: npx fairlead deploy --env production --yes\n");
      expect(parametersToGive(plan)).toEqual([]);
    });

    it("builds the images on a machine of the tasks' architecture", () => {
      expect(new Set(plan.app.services.map(({ architecture }) => architecture))).toEqual(new Set(["arm64"]));
      expect(workflow).toContain("ubuntu-24.04-arm");
    });

    it("signs in without a key, and deploys nothing that was not planned", () => {
      expect(workflow).toContain("role-to-assume");
      expect(workflow).not.toMatch(/access-key/i);
      expect(workflow).toContain("needs: plan");
    });
  });

  it("has a log group for each service, and sends the backend's traces to X-Ray", () => {
    const groups = all("AWS::Logs::LogGroup").map(({ LogGroupName }) => LogGroupName);
    expect(groups).toEqual(
      expect.arrayContaining(["/recipe-chatbot/production/backend", "/recipe-chatbot/production/frontend"]),
    );
    const [backend] = of("AWS::ECS::TaskDefinition", "services.backend");
    expect(JSON.stringify(backend?.["ContainerDefinitions"])).toContain("awsxray");
  });

  it("carries the plan's tags on whatever takes tags: project, owner, cost centre and environment", () => {
    const tagged = [
      "AWS::ECS::Service",
      "AWS::ElasticLoadBalancingV2::LoadBalancer",
      "AWS::IAM::Role",
      "AWS::EC2::VPC",
    ];
    for (const properties of tagged.flatMap(all)) {
      expect(properties["Tags"]).toEqual(
        expect.arrayContaining([
          { Key: "Project", Value: "RecipeChatbot" },
          { Key: "Owner", Value: "AI-Team" },
          { Key: "CostCenter", Value: "R+D" },
          { Key: "environment", Value: "production" },
        ]),
      );
    }
  });
});
