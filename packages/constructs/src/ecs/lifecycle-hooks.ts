import { approvalMinutesOf, type ResolvedService } from "@fairlead/model";
import type { SmokeHook } from "./smoke-hook.js";

/**
 * When the rules for tests lead to the new revision, and all other traffic still goes to the old one. Hooks of one stage run side by
 * side, and each must let the deployment go on
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-lifecycle-hooks.html, 2026-11).
 */
const STAGES = ["POST_TEST_TRAFFIC_SHIFT"];

/** The hooks of a service in CloudFormation's words; pausing is newer than what the CDK's types know. */
export function lifecycleHooks({ rollout }: ResolvedService, smoke: SmokeHook | null): object[] {
  const approvalMinutes = approvalMinutesOf(rollout);
  return [
    ...(smoke === null
      ? []
      : [
          {
            HookTargetArn: smoke.function.functionArn,
            RoleArn: smoke.callerRole.roleArn,
            LifecycleStages: STAGES,
          },
        ]),
    ...(approvalMinutes === null
      ? []
      : [
          {
            TargetType: "PAUSE",
            LifecycleStages: STAGES,
            TimeoutConfiguration: { TimeoutInMinutes: approvalMinutes, Action: "ROLLBACK" },
          },
        ]),
  ];
}
