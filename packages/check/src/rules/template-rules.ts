import type { TemplateRule } from "./rule.js";
import { alarmWithoutAction } from "./template/alarm-without-action.js";
import { alarmWithoutDimensions } from "./template/alarm-without-dimensions.js";
import { autoscalingRangeInverted } from "./template/autoscaling-range-inverted.js";
import { cdnBypassed } from "./template/cdn-bypassed.js";
import { cdnCutsBeforeOrigin } from "./template/cdn-cuts-before-origin.js";
import { clonedBroker } from "./template/cloned-broker.js";
import { clonedDatabase } from "./template/cloned-database.js";
import { desiredCountFightsScaling } from "./template/desired-count-fights-scaling.js";
import { environmentDropped } from "./template/environment-dropped.js";
import { executionRoleMissing } from "./template/execution-role-missing.js";
import { healthCheckPortMismatch } from "./template/health-check-port-mismatch.js";
import { loadBalancerInOneZone } from "./template/load-balancer-in-one-zone.js";
import { logGroupUnknown } from "./template/log-group-unknown.js";
import { logGroupWithoutRetention } from "./template/log-group-without-retention.js";
import { loneSpotTask } from "./template/lone-spot-task.js";
import { movingImageTag } from "./template/moving-image-tag.js";
import { originWithoutSecret } from "./template/origin-without-secret.js";
import { patternComparedLiterally } from "./template/pattern-compared-literally.js";
import { plaintextSecretInTemplate } from "./template/plaintext-secret-in-template.js";
import { publicDatabase } from "./template/public-database.js";
import { retiredContainerImage } from "./template/retired-container-image.js";
import { retiredEngine } from "./template/retired-engine.js";
import { rotationForgetsTasks } from "./template/rotation-forgets-tasks.js";
import { secretArnInvalid } from "./template/secret-arn-invalid.js";
import { secretFieldMissing } from "./template/secret-field-missing.js";
import { statefulWithoutRetention } from "./template/stateful-without-retention.js";
import { staticAwsCredentials } from "./template/static-aws-credentials.js";
import { streamsScaledOnCpu } from "./template/streams-scaled-on-cpu.js";
import { subnetGroupInOneZone } from "./template/subnet-group-in-one-zone.js";
import { targetGroupPortMismatch } from "./template/target-group-port-mismatch.js";
import { targetTypeUnfit } from "./template/target-type-unfit.js";
import { taskDefinitionSecretNotGranted } from "./template/task-definition-secret-not-granted.js";
import { taskShutIn } from "./template/task-shut-in.js";
import { taskWithoutWayOut } from "./template/task-without-way-out.js";
import { unreachableTargets } from "./template/unreachable-targets.js";
import { wayOpenOnOneSide } from "./template/way-open-on-one-side.js";
import { weakTlsPolicy } from "./template/weak-tls-policy.js";
import { xrayDaemonRetired } from "./template/xray-daemon-retired.js";

/** Every rule that is read off templates; a new one is a file in `template/` and a line here. */
export const TEMPLATE_RULES: readonly TemplateRule[] = [
  alarmWithoutAction,
  alarmWithoutDimensions,
  autoscalingRangeInverted,
  cdnBypassed,
  cdnCutsBeforeOrigin,
  clonedBroker,
  clonedDatabase,
  desiredCountFightsScaling,
  environmentDropped,
  executionRoleMissing,
  healthCheckPortMismatch,
  loadBalancerInOneZone,
  logGroupUnknown,
  logGroupWithoutRetention,
  loneSpotTask,
  movingImageTag,
  originWithoutSecret,
  patternComparedLiterally,
  plaintextSecretInTemplate,
  publicDatabase,
  retiredContainerImage,
  retiredEngine,
  rotationForgetsTasks,
  secretArnInvalid,
  secretFieldMissing,
  statefulWithoutRetention,
  staticAwsCredentials,
  streamsScaledOnCpu,
  subnetGroupInOneZone,
  targetGroupPortMismatch,
  targetTypeUnfit,
  taskDefinitionSecretNotGranted,
  taskShutIn,
  taskWithoutWayOut,
  unreachableTargets,
  wayOpenOnOneSide,
  weakTlsPolicy,
  xrayDaemonRetired,
];
