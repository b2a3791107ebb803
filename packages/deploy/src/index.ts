export type { Clock } from "./clock/clock.js";
export { processClock } from "./clock/process-clock.js";
export type { DeployPorts } from "./deploy-ports.js";
export type { DeployEvent, DeployStep, Report } from "./event/deploy-event.js";
export type { Outcome } from "./outcome/outcome.js";
export type { AskedService } from "./rollout/asked-service.js";
export type { RolloutSnapshot } from "./rollout/rollout-snapshot.js";
export type { RolloutVerdict } from "./rollout/rollout-verdict.js";
export type { DeployTarget } from "./target/deploy-target.js";
