import { ALARM } from "../adapters/alarm.js";
import { ROTATION_SCHEDULE, SECRET_TARGET_ATTACHMENT } from "../adapters/attached-secret.js";
import { BUDGET } from "../adapters/budget.js";
import { CACHE_PARAMETER_GROUP, CACHE_SUBNET_GROUP, REPLICATION_GROUP } from "../adapters/cache.js";
import { CAPACITY_PROVIDER, CAPACITY_PROVIDER_ASSOCIATIONS } from "../adapters/capacity.js";
import { CERTIFICATE } from "../adapters/certificate.js";
import {
  DB_CLUSTER,
  DB_INSTANCE,
  DB_PARAMETER_GROUPS,
  DB_PROXY,
  DB_PROXY_TARGET_GROUP,
  DB_SUBNET_GROUP,
} from "../adapters/database.js";
import { ECS_SERVICE, TASK_DEFINITION } from "../adapters/ecs-service.js";
import { KMS_KEY } from "../adapters/kms-key.js";
import { LOG_DELIVERY, LOG_DELIVERY_DESTINATION, LOG_DELIVERY_SOURCE } from "../adapters/log-delivery.js";
import { METRIC_FILTER } from "../adapters/log-filters.js";
import { LOG_GROUP } from "../adapters/log-group.js";
import { BUCKET_POLICY, QUEUE_POLICY, SUBSCRIPTION, TOPIC_POLICY } from "../adapters/messaging-policies.js";
import { MOTO_TYPES } from "../adapters/moto-types.js";
import { DISCOVERY_SERVICE, PRIVATE_DNS_NAMESPACE } from "../adapters/name-space.js";
import { NOT_EMULATED } from "../adapters/not-emulated.js";
import { ROUTE_TABLE_ASSOCIATION } from "../adapters/route-table-association.js";
import { SCHEDULE } from "../adapters/schedule.js";
import { SECRET } from "../adapters/secret.js";
import { SECURITY_GROUP_RULES } from "../adapters/security-group-rule.js";
import { SCALABLE_TARGET, SCALING_POLICY } from "../adapters/service-scaling.js";
import { SSM_PARAMETER } from "../adapters/ssm-parameter.js";
import { USER_POOL, USER_POOL_CLIENT, USER_POOL_DOMAIN } from "../adapters/user-pool.js";
import { WAF_LOGGING, WEB_ACL, WEB_ACL_ASSOCIATION } from "../adapters/web-acl.js";
import { madeUp } from "./made-up.js";
import type { TypeDecision } from "./resource-maker.js";

/** Everything that is decided, in no order. */
const DECISIONS: readonly TypeDecision[] = [
  ...MOTO_TYPES,
  ...NOT_EMULATED,
  ...SECURITY_GROUP_RULES,
  ...DB_PARAMETER_GROUPS,
  ALARM,
  BUCKET_POLICY,
  BUDGET,
  CACHE_PARAMETER_GROUP,
  CACHE_SUBNET_GROUP,
  CAPACITY_PROVIDER,
  CAPACITY_PROVIDER_ASSOCIATIONS,
  CERTIFICATE,
  DB_CLUSTER,
  DB_INSTANCE,
  DB_PROXY,
  DB_PROXY_TARGET_GROUP,
  DB_SUBNET_GROUP,
  DISCOVERY_SERVICE,
  ECS_SERVICE,
  KMS_KEY,
  LOG_DELIVERY,
  LOG_DELIVERY_DESTINATION,
  LOG_DELIVERY_SOURCE,
  LOG_GROUP,
  METRIC_FILTER,
  PRIVATE_DNS_NAMESPACE,
  QUEUE_POLICY,
  REPLICATION_GROUP,
  ROUTE_TABLE_ASSOCIATION,
  ROTATION_SCHEDULE,
  SCALABLE_TARGET,
  SCALING_POLICY,
  SCHEDULE,
  SECRET,
  SECRET_TARGET_ATTACHMENT,
  SSM_PARAMETER,
  SUBSCRIPTION,
  TASK_DEFINITION,
  TOPIC_POLICY,
  USER_POOL,
  USER_POOL_CLIENT,
  USER_POOL_DOMAIN,
  WAF_LOGGING,
  WEB_ACL,
  WEB_ACL_ASSOCIATION,
];

const BY_TYPE: ReadonlyMap<string, TypeDecision> = new Map(DECISIONS.map((decision) => [decision.type, decision]));

/**
 * What is decided for a type; `null`: nothing, which a test forbids for whatever an example's production has
 * (examples/testing/test/rehearsal-decisions.test.ts).
 */
export const decisionFor = (type: string): TypeDecision | null => BY_TYPE.get(type) ?? null;

/** For a type that nobody has thought of. */
export const undecided = (type: string): TypeDecision => ({
  type,
  proof: "not emulated",
  because: "Nobody has decided yet how a rehearsal makes this type of resource.",
  maker: madeUp,
});
