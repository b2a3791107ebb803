import { checkCdn } from "../cdn/check-cdn.js";
import { checkAdopted } from "../adopted/check-adopted.js";
import { checkBroker } from "../broker/check-broker.js";
import { checkCalls } from "../endpoint/check-calls.js";
import { checkBackup } from "../backup/check-backup.js";
import { checkLifecycle } from "../bucket/check-lifecycle.js";
import { checkCache } from "../cache/check-cache.js";
import { checkSharing } from "../environment/check-sharing.js";
import { checkDomain } from "../environment/check-domain.js";
import { checkNeeds } from "../image/check-needs.js";
import { checkRolloutRoutes } from "../ingress/check-rollout-routes.js";
import { checkRoutes } from "../ingress/check-routes.js";
import { checkSignIn } from "../ingress/check-sign-in.js";
import { checkLoadBalancer } from "../ingress/check-load-balancer.js";
import { checkReleaseTimeout } from "../job/check-release-timeout.js";
import { checkTrafficGates } from "../service/check-traffic-gates.js";
import { checkTrigger } from "../job/check-trigger.js";
import { checkMetrics } from "../metric/check-metrics.js";
import { checkNames } from "../naming/check-names.js";
import { checkAdoptedNetwork } from "../network/check-adopted-network.js";
import { checkNetwork } from "../network/check-network.js";
import { checkServiceAlarms } from "../observability/check-service-alarms.js";
import { checkPools } from "../pool/check-pools.js";
import { checkPostgres } from "../postgres/check-postgres.js";
import { checkQueueRetention } from "../queue/check-queue-retention.js";
import { checkVisibilityTimeout } from "../queue/check-visibility-timeout.js";
import { checkSecretKeys } from "../secret/check-secret-keys.js";
import { checkDurations } from "../service/check-durations.js";
import { checkEnvironmentSize } from "../service/check-environment-size.js";
import { checkFargateSize } from "../service/check-fargate-size.js";
import { checkInternet } from "../service/check-internet.js";
import { checkPlaintextSecrets } from "../service/check-plaintext-secrets.js";
import { checkReferencesInText } from "../service/check-references-in-text.js";
import { checkRouteOptions } from "../service/check-route-options.js";
import { checkScaling } from "../scaling/check-scaling.js";
import { checkTaskRange } from "../scaling/check-task-range.js";
import { checkSidecars } from "../sidecar/check-sidecars.js";
import { checkSites } from "../site/check-sites.js";
import { checkUserPools } from "../user-pool/check-user-pools.js";
import { checkOneWriter } from "../volume/check-one-writer.js";
import { checkVolumeMounts } from "../volume/check-volume-mounts.js";
import { checkAcceptances } from "./check-acceptances.js";
import type { Check } from "./check.js";

const CHECKS: readonly Check[] = [
  checkNames,
  checkDomain,
  checkNetwork,
  checkAdoptedNetwork,
  checkSharing,
  checkLoadBalancer,
  checkRoutes,
  checkRolloutRoutes,
  checkCdn,
  checkSites,
  checkSignIn,
  checkRouteOptions,
  checkCalls,
  checkSidecars,
  checkPools,
  checkTaskRange,
  checkScaling,
  checkMetrics,
  checkServiceAlarms,
  checkFargateSize,
  checkDurations,
  checkPlaintextSecrets,
  checkReferencesInText,
  checkEnvironmentSize,
  checkNeeds,
  checkInternet,
  checkTrafficGates,
  checkTrigger,
  checkReleaseTimeout,
  checkBackup,
  checkLifecycle,
  checkVisibilityTimeout,
  checkQueueRetention,
  checkOneWriter,
  checkVolumeMounts,
  checkPostgres,
  checkCache,
  checkBroker,
  checkAdopted,
  checkSecretKeys,
  checkUserPools,
  checkAcceptances,
];

/** Every problem that the checks find. */
export const checkApp: Check = (app, description) => CHECKS.flatMap((check) => check(app, description));
