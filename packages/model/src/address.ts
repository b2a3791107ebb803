/**
 * Names one part of a resolved app: `services.proxy`, `databases.main`, `ingress`, `environments.prod`.
 * Findings, alarms, connections and the metadata of constructs speak of parts by their address.
 */
export type Address = string;

/** The parts that carry a name of their own, and the word that stands for each in an address. */
export const ADDRESS_GROUPS = {
  service: "services",
  job: "jobs",
  postgres: "databases",
  cache: "caches",
  broker: "brokers",
  site: "sites",
  bucket: "buckets",
  queue: "queues",
  volume: "volumes",
  model: "models",
  secret: "secrets",
  parameter: "parameters",
  image: "images",
  userPool: "userPools",
  environment: "environments",
} as const;

export const addressOf = (kind: keyof typeof ADDRESS_GROUPS, name: string): Address =>
  `${ADDRESS_GROUPS[kind]}.${name}`;

/** The ingress and the network are one per environment and need no name. */
export const INGRESS_ADDRESS: Address = "ingress";
export const NETWORK_ADDRESS: Address = "network";
