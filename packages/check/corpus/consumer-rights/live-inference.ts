import { type AppDefinition, image, model, postgres, rabbitmq, service, volume } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";

const history = postgres("history", { engine: "rds" });
const broker = rabbitmq("rabbitmq", { engine: "container" });
const queue = { RABBITMQ_HOST: broker.host, RABBITMQ_USER: broker.user, RABBITMQ_PASSWORD: broker.password };

/** Chroma as it is to be run: a service of its own, the one writer of its volume. */
export const chroma = service("chroma", {
  image: image("chroma", { uri: "ghcr.io/chroma-core/chroma:0.5.23" }),
  port: 8000,
  volumes: { "/data": volume("chroma-data", { writers: "one" }) },
});

/** The plan's services, each described as shortly as can be. */
export const liveInference = (): AppDefinition =>
  describeRoots({
    services: [
      service("pii-filter", { image: image("pii-filter"), env: queue }),
      service("rag-core", { image: image("rag-core"), env: { ...queue, CHROMA_HOST: chroma.host } }),
      service("llm-connector", {
        image: image("llm-connector"),
        env: { ...queue, BEDROCK_MODEL_ID: model("llama", { id: "meta.llama3-70b-instruct-v1:0" }).id },
      }),
      service("psql-worker", {
        image: image("psql-worker"),
        env: { ...queue, DB_HOST: history.host, DB_USER: history.user, DB_PASSWORD: history.password },
      }),
    ],
  });
