import { addressOf, type Address } from "../address.js";
import type { Described, DescribedApp } from "../app/described-app.js";
import { image } from "../image/image.js";
import type { ServiceOptions } from "../service/service.js";
import { volume, type VolumeOptions } from "../volume/volume.js";
import { DEFAULT_CONTAINER_VERSION } from "./broker-versions.js";
import { type BrokerContainerOptions, type BrokerCredentialReference, rabbitmq } from "./rabbitmq.js";
import { AMQP_PORT } from "./resolve-broker.js";

/** Amazon's mirror of Docker's official images, which counts no pulls by address as Docker Hub does. */
const REPOSITORY = "public.ecr.aws/docker/library/rabbitmq";

/** Where the image keeps its data; its user `rabbitmq` is 999, of the group 999. */
const DATA_FOLDER = "/var/lib/rabbitmq";
const DATA_OWNER = { uid: 999, gid: 999 } as const;

const CONTAINER_DEFAULTS = {
  /** A broker that moves JSON between a handful of workers idles on half a vCPU. */
  cpu: 512,
  /** The least that Fargate pairs with it. RabbitMQ stops publishers at 60 % of what it sees. */
  memory: 1024,
} as const satisfies Partial<BrokerContainerOptions>;

/** The parts that a broker in a container is made of: all bear its name. */
interface BrokerParts {
  readonly service: Described<"service">;
  readonly volume: Described<"volume">;
  readonly image: Described<"image">;
}

/** A broker that runs as a task of the app. */
type BrokerInContainer = Omit<Described<"rabbitmq">, "options"> & { readonly options: BrokerContainerOptions };

const isInContainer = (broker: Described<"rabbitmq">): broker is BrokerInContainer =>
  broker.options.engine === "container";

/** Adds to a description what its brokers in containers are made of: a service, its image and its volume each. */
export function withBrokerParts(description: DescribedApp): DescribedApp {
  const parts = description.brokers.filter(isInContainer).map(brokerParts);
  return {
    ...description,
    services: sorted([...description.services, ...parts.map(({ service }) => service)]),
    volumes: sorted([...description.volumes, ...parts.map((each) => each.volume)]),
    images: sorted([...description.images, ...parts.map((each) => each.image)]),
  };
}

/** The addresses of what brokers are made of, and the broker that each is of. */
export const brokerPartAddresses = (brokers: readonly Described<"rabbitmq">[]): [Address, Address][] =>
  brokers
    .filter(isInContainer)
    .flatMap(({ name, address }) => OWNED_KINDS.map((kind): [Address, Address] => [addressOf(kind, name), address]));

const OWNED_KINDS = ["service", "volume", "image"] as const;

function brokerParts({ name, options }: BrokerInContainer): BrokerParts {
  const uri = `${REPOSITORY}:${options.version ?? DEFAULT_CONTAINER_VERSION}`;
  return {
    service: {
      kind: "service",
      name,
      address: addressOf("service", name),
      options: serviceOptions(name, options),
      broken,
    },
    volume: { kind: "volume", name, address: addressOf("volume", name), options: VOLUME_OPTIONS, broken },
    image: { kind: "image", name, address: addressOf("image", name), options: { uri }, broken },
  };
}

const broken: ReadonlySet<string> = new Set();

/** Its files belong to one node: a second one would find them locked, or worse, not. */
const VOLUME_OPTIONS: VolumeOptions = { writers: "one", owner: DATA_OWNER };

/**
 * One task, on demand, whose old one stops before the new one starts, as the volume of one writer has it. The image's start script has not been tried on a read-only
 * root; the rest is what RabbitMQ asks for: a node name that stays, since its data lie in a folder of that name, and a cookie that
 * its command-line tools share with it (https://www.rabbitmq.com/docs/configure, https://www.rabbitmq.com/docs/cli, 2026-11).
 */
function serviceOptions(name: string, options: BrokerContainerOptions): ServiceOptions {
  const broker = rabbitmq(name, options);
  const own = (field: BrokerCredentialReference["field"]): BrokerCredentialReference => ({
    kind: "broker-credential",
    broker,
    field,
  });
  return {
    image: image(name),
    port: AMQP_PORT,
    protocol: "tcp",
    env: {
      RABBITMQ_DEFAULT_PASS: own("password"),
      RABBITMQ_DEFAULT_USER: own("user"),
      RABBITMQ_ERLANG_COOKIE: own("erlang-cookie"),
      // A task's own host name is another each time.
      RABBITMQ_NODENAME: "rabbit@localhost",
    },
    volumes: { [DATA_FOLDER]: volume(name, VOLUME_OPTIONS) },
    readonlyRootFilesystem: false,
    cpu: options.cpu ?? CONTAINER_DEFAULTS.cpu,
    memory: options.memory ?? CONTAINER_DEFAULTS.memory,
    capacity: "fargate",
    tasks: 1,
    containerHealth: {
      command: ["CMD", "rabbitmq-diagnostics", "-q", "ping"],
      // The tool starts an Erlang of its own, which takes seconds on half a vCPU.
      interval: "30s",
      timeout: "20s",
      retries: 3,
      // Recovering queues comes before the first answer.
      startPeriod: "120s",
    },
    // The longest that Fargate waits for a node to write down what it holds.
    stopTimeout: "120s",
    tracing: false,
    ...(options.logRetention === undefined ? {} : { logRetention: options.logRetention }),
  };
}

const sorted = <Part extends { readonly name: string }>(parts: readonly Part[]): Part[] =>
  parts.toSorted((left, right) => (left.name < right.name ? -1 : 1));
