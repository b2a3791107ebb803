import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AssembledResource, Assembly, Template } from "@fairlead/constructs";
import type { ResolvedApp } from "@fairlead/model";
import type { AssemblyRequest, MakeAssembly } from "../ports.js";

/** Templates in small: enough of an app for what plans say about it. */
const templatesOf = (
  app: ResolvedApp,
): readonly (readonly [role: string, dependsOn: readonly string[], template: Template])[] => [
  ["Vpc", [], { Resources: { Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: app.network.cidr } } } }],
  [
    "Registry",
    [],
    {
      Resources: Object.fromEntries(
        app.images.map(({ name }) => [`${name}Repository`, { Type: "AWS::ECR::Repository" }]),
      ),
    },
  ],
  [
    "Data",
    ["Vpc"],
    {
      Resources: Object.fromEntries(
        app.databases.map((database) => [
          `${database.name}Cluster`,
          {
            Type: "AWS::RDS::DBCluster",
            DeletionPolicy: "Snapshot",
            UpdateReplacePolicy: "Snapshot",
            Properties: { DatabaseName: database.databaseName, BackupRetentionPeriod: database.backupRetentionDays },
          },
        ]),
      ),
    },
  ],
  [
    "Ecs",
    ["Data", "Registry"],
    {
      Parameters: Object.fromEntries(app.images.map(({ name }) => [`${name}ImageDigest`, { Type: "String" }])),
      Resources: {
        ...Object.fromEntries(
          app.services.map((service) => [
            `${service.name}TaskDefinition`,
            {
              Type: "AWS::ECS::TaskDefinition",
              Properties: {
                Cpu: String(service.cpuUnits),
                Memory: String(service.memoryMib),
                ContainerDefinitions: [{ Name: service.name, Command: service.command }],
              },
            },
          ]),
        ),
        ...Object.fromEntries(
          app.services.map((service) => [
            `${service.name}Service`,
            { Type: "AWS::ECS::Service", Properties: { DesiredCount: service.scaling.minTasks } },
          ]),
        ),
      },
    },
  ],
];

function addressIn(app: ResolvedApp, logicalId: string): string | null {
  const parts = [
    ...app.images.map(({ name }) => [`${name}Repository`, `images.${name}`] as const),
    ...app.services.map(({ name }) => [name, `services.${name}`] as const),
    ...app.databases.map(({ name }) => [name, `databases.${name}`] as const),
  ];
  return parts.find(([name]) => logicalId.startsWith(name))?.[1] ?? null;
}

/** An assembly of four stacks as values. */
function anAssembly(app: ResolvedApp, directory: string): Assembly {
  const prefix = `${app.name}-${app.environment.name}-`;
  const stacks = templatesOf(app).map(([role, dependsOn, template]) => ({
    name: `${prefix}${role}`,
    role,
    templateFile: `${prefix}${role}.template.json`,
    template,
    dependsOn: dependsOn.map((other) => `${prefix}${other}`),
  }));
  const resources = stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources).map(([logicalId, { Type }]): AssembledResource => ({
      stack: name,
      logicalId,
      type: Type,
      constructPath: `${name}/${logicalId}`,
      address: addressIn(app, logicalId),
    })),
  );
  return { directory, stacks, resources, violations: [] };
}

/** Writes such an assembly as CDK would; `change` turns it into what the test is about. */
export const assemblyMaker =
  (change: (assembly: Assembly) => Assembly = (assembly) => assembly): MakeAssembly =>
  ({ app, outputFolder, onStage }: AssemblyRequest) => {
    onStage("construct");
    const assembly = change(anAssembly(app, outputFolder));
    mkdirSync(outputFolder, { recursive: true });
    onStage("synthesize");
    writeFileSync(join(outputFolder, "manifest.json"), "{}\n");
    writeFileSync(join(outputFolder, "cdk.out"), "{}\n");
    for (const { templateFile, template } of assembly.stacks) {
      writeFileSync(join(outputFolder, templateFile), JSON.stringify(template, null, 1));
    }
    onStage("validate");
    return Promise.resolve(assembly);
  };
