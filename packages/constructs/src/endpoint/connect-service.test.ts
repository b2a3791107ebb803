import { expectPresent } from "@fairlead/errors";
import { image, ingress, job, service, type ServiceOptions } from "@fairlead/model";
import { resolveRoots } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { buildStacks } from "../stacks/build-stacks.js";

const app = image("app");

/** `web` calls `rag`; the job `fill` calls `chroma`, and so does `rag`. */
function templates(ragOptions: Partial<ServiceOptions> = {}) {
  const chroma = service("chroma", { image: app, port: 8000, longestResponse: "2m", tasks: 1 });
  const rag = service("rag", { image: app, port: 9000, ...ragOptions, env: { CHROMA_URL: chroma.url } });
  const web = service("web", { image: app, port: 3000, env: { RAG_HOST: rag.host, RAG_PORT: rag.port } });
  const fill = job("fill", { image: app, env: { CHROMA_URL: chroma.url } });
  const stacks = buildStacks(new App(), resolveRoots({ ingress: ingress({ routes: { "/*": web } }), jobs: [fill] }));
  return { ecs: Template.fromStack(stacks.ecs), jobs: Template.fromStack(stacks.jobs) };
}

const serviceNamed = (template: Template, name: string) =>
  expectPresent(
    Object.entries(template.findResources("AWS::ECS::Service", { Properties: { ServiceName: name } }))[0],
    `The service ${name}`,
  );

describe("a service that others name", () => {
  it("is called by one name, whoever calls", () => {
    const { ecs, jobs } = templates();
    const given = Match.arrayWith([{ Name: "CHROMA_URL", Value: "http://chroma.shop-test.internal:8000" }]);
    const container = Match.arrayWith([Match.objectLike({ Environment: given })]);
    ecs.hasResourceProperties("AWS::ECS::TaskDefinition", { Family: "shop-test-rag", ContainerDefinitions: container });
    jobs.hasResourceProperties("AWS::ECS::TaskDefinition", { ContainerDefinitions: container });
  });

  it("has a stream as long as its longest response, and not Service Connect's 15 s", () => {
    templates().ecs.hasResourceProperties("AWS::ECS::Service", {
      ServiceName: "chroma",
      ServiceConnectConfiguration: {
        Enabled: true,
        Services: [
          {
            PortName: "chroma",
            DiscoveryName: "chroma-connect",
            ClientAliases: [{ DnsName: "chroma.shop-test.internal", Port: 8000 }],
            Timeout: { PerRequestTimeoutSeconds: 120, IdleTimeoutSeconds: 300 },
          },
        ],
      },
    });
  });

  it("passes bytes on without a limit of its own where it doesn't speak HTTP", () => {
    const { ecs } = templates({ protocol: "tcp" });
    ecs.hasResourceProperties("AWS::ECS::Service", {
      ServiceName: "rag",
      ServiceConnectConfiguration: { Services: [Match.objectLike({ Timeout: { IdleTimeoutSeconds: 3600 } })] },
    });
    ecs.hasResourceProperties("AWS::ECS::TaskDefinition", {
      Family: "shop-test-rag",
      ContainerDefinitions: Match.arrayWith([
        Match.objectLike({
          PortMappings: [{ ContainerPort: 9000, Name: "rag", Protocol: "tcp", AppProtocol: Match.absent() }],
        }),
      ]),
    });
  });

  it("is in DNS where a job looks for it, and nowhere else", () => {
    const { ecs } = templates();
    ecs.resourceCountIs("AWS::ServiceDiscovery::Service", 1);
    ecs.hasResourceProperties("AWS::ServiceDiscovery::Service", {
      Name: "chroma",
      DnsConfig: { DnsRecords: [{ TTL: 10, Type: "A" }], RoutingPolicy: "MULTIVALUE" },
    });
    ecs.hasResourceProperties("AWS::ECS::Service", {
      ServiceName: "chroma",
      ServiceRegistries: [{ RegistryArn: Match.anyValue() }],
    });
    ecs.hasResourceProperties("AWS::ECS::Service", { ServiceName: "rag", ServiceRegistries: Match.absent() });
  });

  it("comes up before whoever calls it", () => {
    const { ecs } = templates();
    const [chroma] = serviceNamed(ecs, "chroma");
    const [rag, { DependsOn: ragWaits }] = serviceNamed(ecs, "rag");
    const [, { DependsOn: webWaits }] = serviceNamed(ecs, "web");
    expect(ragWaits).toContain(chroma);
    expect(webWaits).toContain(rag);
  });

  it("has a namespace beside the cluster, which nobody needs who calls nobody", () => {
    templates().jobs.hasResourceProperties("AWS::ServiceDiscovery::PrivateDnsNamespace", {
      Name: "shop-test.internal",
    });
    const stacks = buildStacks(new App(), resolveRoots({ services: [service("alone", { image: app, port: 80 })] }));
    Template.fromStack(stacks.jobs).resourceCountIs("AWS::ServiceDiscovery::PrivateDnsNamespace", 0);
    Template.fromStack(stacks.ecs).hasResourceProperties("AWS::ECS::Service", {
      ServiceConnectConfiguration: Match.absent(),
    });
  });
});
