import type { ResolvedImage } from "@fairlead/model";
import type { AppRule } from "../rule.js";
import { taskContainers } from "../task-containers.js";

/** Images of servers that keep what they are given; in any registry, the name is the last part. */
const KEEPS =
  /(^|\/)(rabbitmq|postgres|pgvector|mysql|mariadb|mongo|chroma|qdrant|weaviate|milvus|elasticsearch|opensearch|minio)(:|@|$)/u;

const serverOf = ({ source, base }: ResolvedImage): string | null => {
  const text = source.kind === "external" ? source.uri : base;
  return text === null ? null : (KEEPS.exec(text)?.[2] ?? null);
};

export const dataWithoutVolume: AppRule = {
  code: "DataWithoutVolume",
  severity: "warning",
  title: "A server keeps its data in its own container",
  why: "A container's disk ends with it: a release, an interruption or a crash empties queues, tables and indexes.",
  fix: 'Mount a volume where the image keeps its data: volumes: { "/data": volume("…", { writers: "one" }) }.',
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_data_volumes.html",
  check: (app) =>
    taskContainers({ services: app.services, jobs: [] }).flatMap(({ address, title, image: name, writesToVolume }) => {
      const image = app.images.find((each) => each.name === name);
      const server = image === undefined ? null : serverOf(image);
      return server === null || writesToVolume
        ? []
        : [{ address, message: `${title} runs ${server} without a volume: each new task of it starts empty.` }];
    }),
};
