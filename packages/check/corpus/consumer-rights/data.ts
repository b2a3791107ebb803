import { image, postgres, service, volume } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import type { Mistake } from "../mistake.js";

const chromaData = volume("chroma-data", { writers: "one" });
const withDatabase = (options: { readonly version?: string; readonly parameters?: Readonly<Record<string, string>> }) =>
  describeRoots({
    services: [
      service("psql-worker", {
        image: image("psql-worker"),
        env: { ...postgres("history", { engine: "rds", ...options }).env },
      }),
    ],
  });

/** Chroma's files and the database. */
export const DATA_MISTAKES: readonly Mistake[] = [
  {
    id: "volume-in-the-client",
    mistake:
      "The volume is mounted into the RAG core, which only asks Chroma. With Chroma beside it, two processes would write to files of SQLite.",
    outcome: {
      kind: "refused",
      app: () =>
        describeRoots({
          services: [
            service("chroma", { image: image("chroma"), port: 8000, volumes: { "/data": chromaData } }),
            service("rag-core", { image: image("rag-core"), volumes: { "/data": chromaData } }),
          ],
        }),
      problem: "SeveralWriters",
    },
  },
  {
    id: "chroma-scaled",
    mistake: "Scaled to three, three Chromas write to one SQLite file over NFS, where its locks don't hold.",
    outcome: {
      kind: "refused",
      app: () =>
        describeRoots({
          services: [
            service("chroma", {
              image: image("chroma"),
              port: 8000,
              volumes: { "/data": chromaData },
              tasks: { min: 1, max: 3 },
            }),
          ],
        }),
      problem: "OneWriterScaled",
    },
  },
  {
    id: "chroma-twice-at-a-release",
    mistake: "ECS's usual release starts the new Chroma on the files that the old one still writes.",
    outcome: {
      kind: "refused",
      app: () =>
        describeRoots({
          services: [
            service("chroma", {
              image: image("chroma"),
              port: 8000,
              volumes: { "/data": chromaData },
              rollout: { strategy: "rolling" },
            }),
          ],
        }),
      problem: "OneWriterOverlaps",
    },
  },
  {
    id: "postgres-13",
    mistake:
      "PostgreSQL 13.12: RDS supports 13 no longer and charges for every hour beyond, ten times what the instance costs.",
    outcome: { kind: "refused", app: () => withDatabase({ version: "13.12" }), problem: "RetiredEngineVersion" },
  },
  {
    id: "parameter-with-unit",
    mistake: "shared_buffers is 256MB, as postgresql.conf writes it; RDS takes a number of pages and refuses it.",
    outcome: {
      kind: "refused",
      app: () => withDatabase({ parameters: { shared_buffers: "256MB" } }),
      problem: "ParameterWithUnit",
    },
  },
  {
    id: "high-availability-of-one-database",
    mistake: "High availability is promised, and the database has no standby.",
    outcome: {
      kind: "found",
      in: () =>
        describeRoots(
          {
            services: [
              service("psql-worker", {
                image: image("psql-worker"),
                env: { ...postgres("history", { engine: "rds", multiAz: false }).env },
              }),
            ],
          },
          { environment: { tier: "production" } },
        ),
      finding: "SingleZoneDatabase",
      on: "databases.history",
    },
  },
];
