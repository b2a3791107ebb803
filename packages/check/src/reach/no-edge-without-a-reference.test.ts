import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Assembly, synthesizeApp, type VerdictStore } from "@fairlead/constructs";
import { addressOf, depthReporters, measuredPart, type ResolvedApp, resolveApp } from "@fairlead/model";
import { arbitraryApp, type ArbitraryApp, type WrittenReference } from "@fairlead/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GraphResource } from "../templates/graph-resource.js";
import { reachableBeyond } from "../matrix/reachable-beyond.js";
import { reachesIn } from "../matrix/reachability-matrix.js";
import { TemplateGraph } from "../templates/template-graph.js";
import { grantsOf } from "./grants.js";
import { injectionsOf } from "./injections.js";
import { edgesOf } from "./reachable-edges.js";
import { type Party, partyName } from "./party.js";

/** What the validators say is not asked here. */
const noVerdicts: VerdictStore = { get: () => [], set: () => undefined };

/** A synthesis takes a tenth of a second and more. */
const NUM_RUNS = 12;

interface Sample {
  readonly references: readonly WrittenReference[];
  readonly app: ResolvedApp;
  readonly graph: TemplateGraph;
}

async function synthesize({ definition, environment, references }: ArbitraryApp): Promise<Sample> {
  const app = resolveApp(definition, environment, { baseFolder: "/app" });
  const outdir = mkdtempSync(join(tmpdir(), "fairlead-edges-"));
  try {
    const assembly: Assembly = await synthesizeApp(app, { outdir, verdicts: noVerdicts });
    return { references, app, graph: new TemplateGraph(assembly) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

const holdsForAll = (law: (sample: Sample) => void): Promise<void> =>
  fc.assert(
    fc.asyncProperty(arbitraryApp(), async (random) => {
      law(await synthesize(random));
    }),
    { numRuns: NUM_RUNS },
  );

const sorted = (words: Iterable<string>): string[] => [...new Set(words)].sort();
const isPart = (name: string): boolean => /^(services|jobs|databases|caches|brokers|volumes)\.|^ingress$/.test(name);

/** Parts that exist already, by the security group that they are in and by their secrets. */
const adopted = ({ adoptedDatabases, adoptedCaches }: ResolvedApp) => [
  ...adoptedDatabases.map(({ user, ...part }) => ({ address: `databases.${part.name}`, secrets: [user], ...part })),
  ...adoptedCaches.map((part) => ({ address: `caches.${part.name}`, secrets: [], ...part })),
];

/** What a party is called; a group that is in no template may be that of a part which exists already. */
const nameIn = (app: ResolvedApp, party: Party): string =>
  adopted(app).find(({ securityGroupId }) => party.kind === "unknown" && party.text === JSON.stringify(securityGroupId))
    ?.address ?? partyName(party);

/** The ARN of a secret that is written out: of one that exists already. */
const writtenArn = (value: unknown): string | null =>
  typeof value === "string" ? (/^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:[^:]*/.exec(value)?.[0] ?? null) : null;

const ownerOf = (app: ResolvedApp, arn: string | null): string =>
  adopted(app).find(({ secrets, url, password }) =>
    [...secrets, url, password].some((secret) => secret !== null && secret.arn === arn),
  )?.address ?? "";

/** Task definitions by the role that starts them. */
const rolesOf = (
  graph: TemplateGraph,
  property: "ExecutionRoleArn" | "TaskRoleArn",
): [GraphResource, GraphResource][] =>
  graph.ofType("AWS::ECS::TaskDefinition").flatMap((taskDefinition) => {
    const role = graph.follow(taskDefinition.stack, taskDefinition.properties[property])?.resource;
    return role === undefined ? [] : [[taskDefinition, role]];
  });

const SECRET_TYPES = ["AWS::SecretsManager::Secret", "AWS::SSM::Parameter"];
const isSecret = ({ type }: GraphResource): boolean => SECRET_TYPES.includes(type);
const reads = (action: string): boolean => /^(secretsmanager:Get|ssm:Get|secretsmanager:\*|ssm:\*|\*)/.test(action);
const placeOf = ({ stack, logicalId }: GraphResource): string => `${stack}/${logicalId}`;

/** Where clients come in: by any address, or behind CloudFront by its list of addresses and on one port. */
function doorsOf({ ingress }: ResolvedApp): string[] {
  if (ingress === null) return [];
  if (ingress.cdn !== null) return [`list ingress ${ingress.tls === null ? 80 : 443}`];
  return ingress.tls === null ? ["range ingress 80"] : ["range ingress 443", "range ingress 80"];
}

describe("an edge that nobody wrote", () => {
  it("is in no security group: parts reach exactly the parts that they name", async () => {
    await holdsForAll(({ references, app, graph }) => {
      const written = references
        .filter(({ kind }) => ["cache", "database", "route", "service", "volume"].includes(kind))
        .map(({ from, to }) => `${from} ${to}`);
      // A broker in a container is measured where it runs, by a function that is the broker's.
      const measured = depthReporters(app).flatMap((reporter) =>
        reporter.kind === "queues" ? [`${measuredPart(reporter)} ${addressOf("service", reporter.service)}`] : [],
      );
      const open = edgesOf(graph)
        .map((edge) => [nameIn(app, edge.from), nameIn(app, edge.to)] as const)
        // A database's own function that rotates its credentials reaches it; it runs no code of the app's.
        .filter(([from, to]) => isPart(from) && isPart(to) && from !== to)
        .map(([from, to]) => `${from} ${to}`);
      expect(sorted(open)).toEqual(sorted([...written, ...measured]));
    });
  });

  it("is found by the matrix, which finds none in what is made here", async () => {
    await holdsForAll(({ app, graph }) => {
      expect(reachableBeyond(reachesIn(graph), app)).toEqual([]);
    });
  });

  it("is open on no other port than the one that is listened on", async () => {
    await holdsForAll(({ app, graph }) => {
      const ports = new Map(
        app.connections.flatMap((edge) => (edge.kind === "network" ? [[`${edge.from} ${edge.to}`, edge.port]] : [])),
      );
      for (const { from, to, protocol, fromPort, toPort } of edgesOf(graph)) {
        const port = ports.get(`${nameIn(app, from)} ${nameIn(app, to)}`);
        if (port !== undefined)
          expect({ protocol, fromPort, toPort }).toEqual({ protocol: "tcp", fromPort: port, toPort: port });
      }
    });
  });

  it("leads from the internet to the load balancer alone", async () => {
    await holdsForAll(({ app, graph }) => {
      const entered = edgesOf(graph)
        .filter(({ from }) => (from.kind === "range" ? from.cidr !== app.network.cidr : from.kind !== "group"))
        .map(({ from, to, fromPort }) => `${from.kind} ${partyName(to)} ${fromPort}`);
      expect(sorted(entered)).toEqual(doorsOf(app));
    });
  });

  it("is injected into no container: tasks are given exactly the secrets and parameters that they name", async () => {
    await holdsForAll(({ app, graph }) => {
      const written = app.connections.flatMap(({ kind, from, to }) => (kind === "injection" ? [`${from} ${to}`] : []));
      const given = injectionsOf(graph).map(
        ({ taskDefinition, target, valueFrom }) =>
          `${taskDefinition.address ?? ""} ${target?.address ?? ownerOf(app, writtenArn(valueFrom))}`,
      );
      expect(sorted(given)).toEqual(sorted(written));
    });
  });

  it("is in no statement: an execution role reads exactly what its task is given", async () => {
    await holdsForAll(({ graph }) => {
      const grants = grantsOf(graph);
      const given = injectionsOf(graph).map(
        ({ taskDefinition, target, valueFrom }) =>
          `${placeOf(taskDefinition)} ${target === null ? writtenArn(valueFrom) : placeOf(target)}`,
      );
      const granted = rolesOf(graph, "ExecutionRoleArn").flatMap(([taskDefinition, role]) =>
        grants
          .filter((grant) => grant.role === role && grant.effect === "Allow" && grant.actions.some(reads))
          .flatMap(({ targets, onEverything, resources }) =>
            onEverything
              ? ["everything"]
              : [...targets.filter(isSecret).map(placeOf), ...resources.flatMap((arn) => writtenArn(arn) ?? [])].map(
                  (secret) => `${placeOf(taskDefinition)} ${secret}`,
                ),
          ),
      );
      expect(sorted(granted)).toEqual(sorted(given));
    });
  });

  it("is in no task role: the app itself may read no secret at all", async () => {
    await holdsForAll(({ graph }) => {
      const taskRoles = rolesOf(graph, "TaskRoleArn").map(([, role]) => role);
      const reading = grantsOf(graph).filter(
        ({ role, actions, effect }) => effect === "Allow" && taskRoles.includes(role) && actions.some(reads),
      );
      expect(reading.map(({ role }) => placeOf(role))).toEqual([]);
    });
  });

  it("is in no task role either: the code may do with other parts exactly what it names", async () => {
    await holdsForAll(({ app, graph }) => {
      const written = app.connections.flatMap((edge) =>
        edge.kind === "permission" ? [`${edge.from} ${edge.to} ${edge.access}`] : [],
      );
      const roles = rolesOf(graph, "TaskRoleArn");
      const granted = grantsOf(graph).flatMap(({ role, actions, targets, resources, effect }) => {
        const holders = roles.filter(([, taskRole]) => taskRole === role).map(([{ address }]) => address ?? "");
        const parts = [...targets.map(({ address }) => address ?? ""), ...modelsIn(app, resources)];
        const accesses = effect === "Allow" ? accessesOf(actions) : [];
        return holders.flatMap((from) => parts.flatMap((to) => accesses.map((access) => `${from} ${to} ${access}`)));
      });
      expect(sorted(granted)).toEqual(sorted(written));
    });
  });
});

/** What the actions of a statement come down to, in the model's words; each action that tells one access from another. */
const ACCESS_OF_ACTION: ReadonlyMap<string, string> = new Map([
  ["s3:GetObject", "read-objects"],
  ["s3:PutObject", "write-objects"],
  ["sqs:SendMessage", "send-messages"],
  ["sqs:ReceiveMessage", "receive-messages"],
  ["bedrock:InvokeModel", "invoke-model"],
  ["cognito-idp:AdminCreateUser", "administer"],
]);

function accessesOf(actions: readonly string[]): string[] {
  const files = actions.includes("elasticfilesystem:ClientWrite") ? "write-files" : "read-files";
  const mounts = actions.includes("elasticfilesystem:ClientMount") ? [files] : [];
  return [...mounts, ...actions.flatMap((action) => ACCESS_OF_ACTION.get(action) ?? [])];
}

/** Models are in no template: a statement names them by their ids. */
const modelsIn = ({ models }: ResolvedApp, resources: readonly unknown[]): string[] =>
  models
    .filter(({ modelId }) => resources.some((resource) => JSON.stringify(resource).includes(modelId)))
    .map(({ name }) => addressOf("model", name));
