export { type Address, addressOf, INGRESS_ADDRESS, NETWORK_ADDRESS } from "./address.js";
export type { Acceptance, ResolvedApp } from "./app/resolved-app.js";
export type { ResolvedCache } from "./cache/resolved-cache.js";
export type { Connection } from "./connection/connection.js";
export type { ResolvedDomain, ResolvedEnvironment, TierName } from "./environment/resolved-environment.js";
export type { ResolvedImage, ResolvedImageSource } from "./image/resolved-image.js";
export type { ResolvedIngress, ResolvedRoute, ResolvedWaf } from "./ingress/resolved-ingress.js";
export type { ResolvedJob, ResolvedTrigger } from "./job/resolved-job.js";
export type { NatChoice, ResolvedNetwork } from "./network/resolved-network.js";
export type { AlarmMetric, ResolvedAlarm, ResolvedObservability } from "./observability/resolved-observability.js";
export type { ResolvedParameter } from "./parameter/resolved-parameter.js";
export type { ResolvedPostgres, ResolvedPostgresEngine, ResolvedRotation } from "./postgres/resolved-postgres.js";
export type { ResolvedSecret, ResolvedSecretValue } from "./secret/resolved-secret.js";
export type {
  CacheOutput,
  DatabaseOutput,
  ResolvedContainer,
  ResolvedValue,
  ResolvedVariable,
} from "./service/resolved-container.js";
export type {
  ResolvedCapacity,
  ResolvedContainerHealth,
  ResolvedLogMetric,
  ResolvedRollout,
  ResolvedScaling,
  ResolvedService,
  ResolvedTargetHealth,
} from "./service/resolved-service.js";
