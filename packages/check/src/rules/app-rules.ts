import { apiDocsPublic } from "./app/api-docs-public.js";
import { apiDocsWithoutSchema } from "./app/api-docs-without-schema.js";
import { appCutsAnswers } from "./app/app-cuts-answers.js";
import { bakeShorterThanAlarm } from "./app/bake-shorter-than-alarm.js";
import { budgetMissing } from "./app/budget-missing.js";
import { buildTimeVariable } from "./app/build-time-variable.js";
import { cacheTooSmall } from "./app/cache-too-small.js";
import { callersLookAlike } from "./app/callers-look-alike.js";
import { cdnTimeoutNeedsQuota } from "./app/cdn-timeout-needs-quota.js";
import { connectionsAtSurge } from "./app/connections-at-surge.js";
import { containerHealthMissing } from "./app/container-health-missing.js";
import { cpuAloneScales } from "./app/cpu-alone-scales.js";
import { credentialsNotGiven } from "./app/credentials-not-given.js";
import { dataWithoutVolume } from "./app/data-without-volume.js";
import { databasePauses } from "./app/database-pauses.js";
import { debugInProduction } from "./app/debug-in-production.js";
import { developmentServer } from "./app/development-server.js";
import { emptyVariable } from "./app/empty-variable.js";
import { exitsBeforeAnswers } from "./app/exits-before-answers.js";
import { fewSignUpMails } from "./app/few-sign-up-mails.js";
import { filesFromTasks } from "./app/files-from-tasks.js";
import { firewallMissing } from "./app/firewall-missing.js";
import { folderNotWritable } from "./app/folder-not-writable.js";
import { healthBlockedByWork } from "./app/health-blocked-by-work.js";
import { healthCheckTurnedAway } from "./app/health-check-turned-away.js";
import { healthSharesFate } from "./app/health-shares-fate.js";
import { hostNobodyAnswers } from "./app/host-nobody-answers.js";
import { hostUnknown } from "./app/host-unknown.js";
import { internetPortClosed } from "./app/internet-port-closed.js";
import { keepAliveTooShort } from "./app/keep-alive-too-short.js";
import { littleMemoryForVectors } from "./app/little-memory-for-vectors.js";
import { littleRoomForProxy } from "./app/little-room-for-proxy.js";
import { managementRouteOpen } from "./app/management-route-open.js";
import { masterUserInApp } from "./app/master-user-in-app.js";
import { metricsPublic } from "./app/metrics-public.js";
import { migrationMissing } from "./app/migration-missing.js";
import { noAlarmRecipients } from "./app/no-alarm-recipients.js";
import { nobodyAtLocalhost } from "./app/nobody-at-localhost.js";
import { operatorSecretsPending } from "./app/operator-secrets-pending.js";
import { otlpAtOtherPort } from "./app/otlp-at-other-port.js";
import { plainHttp } from "./app/plain-http.js";
import { queueWithoutReceiver } from "./app/queue-without-receiver.js";
import { retiredBaseImage } from "./app/retired-base-image.js";
import { routeNotAnswered } from "./app/route-not-answered.js";
import { runsOverlap } from "./app/runs-overlap.js";
import { shortBackups } from "./app/short-backups.js";
import { singleNat } from "./app/single-nat.js";
import { singleNodeCache } from "./app/single-node-cache.js";
import { singleTask } from "./app/single-task.js";
import { singleZoneDatabase } from "./app/single-zone-database.js";
import { spotCutsResponses } from "./app/spot-cuts-responses.js";
import { spotNeverUsed } from "./app/spot-never-used.js";
import { spotOfOneType } from "./app/spot-of-one-type.js";
import { spotWithoutFloor } from "./app/spot-without-floor.js";
import { stateInScalingTask } from "./app/state-in-scaling-task.js";
import { transientQueuesRefused } from "./app/transient-queues-refused.js";
import { unresolvableHost } from "./app/unresolvable-host.js";
import { streamGroupShared } from "./app/stream-group-shared.js";
import { volumeNotBackedUp } from "./app/volume-not-backed-up.js";
import { writerOnSpot } from "./app/writer-on-spot.js";
import type { AppRule } from "./rule.js";

/** Every rule that is decided on the resolved app; a new one is a file in `app/` and a line here. */
export const APP_RULES: readonly AppRule[] = [
  apiDocsPublic,
  apiDocsWithoutSchema,
  appCutsAnswers,
  bakeShorterThanAlarm,
  budgetMissing,
  buildTimeVariable,
  cacheTooSmall,
  callersLookAlike,
  cdnTimeoutNeedsQuota,
  connectionsAtSurge,
  containerHealthMissing,
  cpuAloneScales,
  credentialsNotGiven,
  dataWithoutVolume,
  databasePauses,
  debugInProduction,
  developmentServer,
  emptyVariable,
  exitsBeforeAnswers,
  fewSignUpMails,
  filesFromTasks,
  firewallMissing,
  folderNotWritable,
  healthBlockedByWork,
  healthCheckTurnedAway,
  healthSharesFate,
  hostNobodyAnswers,
  hostUnknown,
  internetPortClosed,
  keepAliveTooShort,
  littleMemoryForVectors,
  littleRoomForProxy,
  managementRouteOpen,
  masterUserInApp,
  metricsPublic,
  migrationMissing,
  noAlarmRecipients,
  nobodyAtLocalhost,
  operatorSecretsPending,
  otlpAtOtherPort,
  plainHttp,
  queueWithoutReceiver,
  retiredBaseImage,
  routeNotAnswered,
  runsOverlap,
  shortBackups,
  singleNat,
  singleNodeCache,
  singleTask,
  singleZoneDatabase,
  spotCutsResponses,
  spotNeverUsed,
  spotOfOneType,
  spotWithoutFloor,
  stateInScalingTask,
  transientQueuesRefused,
  unresolvableHost,
  streamGroupShared,
  volumeNotBackedUp,
  writerOnSpot,
];
