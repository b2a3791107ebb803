import type { ResolvedApp } from "@fairlead/model";
import { aResolvedApi, aResolvedApp } from "@fairlead/testkit";

/** An app with a sidecar, with instances of its own and with a database that exists already. */
export const anAppOfAllSorts = (): ResolvedApp =>
  aResolvedApp({
    services: [
      aResolvedApi({
        name: "api",
        capacity: { kind: "ec2", pool: "m7g-large", spot: false },
        sidecars: [
          {
            name: "collector",
            image: "otel",
            command: null,
            environment: [{ name: "SAMPLING", value: { kind: "literal", value: "always" } }],
            port: null,
            essential: false,
            startAfter: [],
            cpuUnits: null,
            memoryMib: 256,
            health: null,
            readonlyRootFilesystem: true,
            writablePaths: [],
            sharedFolders: [],
            volumeMounts: [],
            stopTimeoutSeconds: null,
          },
        ],
      }),
    ],
    pools: [
      {
        name: "m7g-large",
        instanceTypes: ["m7g.large"],
        spot: false,
        minInstances: 0,
        maxInstances: 2,
        diskGib: 50,
        architecture: "arm64",
        room: { cpuUnits: 2048, memoryMib: 7618, gpus: 0, tasks: 2 },
      },
    ],
    adoptedDatabases: [
      {
        name: "legacy",
        host: "legacy.internal",
        port: 5432,
        databaseName: "legacy",
        securityGroupId: "sg-0",
        user: null,
        url: null,
        password: null,
        sslMode: "require",
      },
    ],
  });
