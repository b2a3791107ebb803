/** What somebody asks of ECS while the rollout goes on. Whatever comes too late or fits no more changes nothing. */
export type RolloutAction =
  /** `StopServiceDeployment`. */
  | { readonly kind: "stop"; readonly second: number; readonly how: "ABORT" | "ROLLBACK" }
  /** `ContinueServiceDeployment` for the pause that it waits in. */
  | { readonly kind: "continue"; readonly second: number; readonly how: "CONTINUE" | "ROLLBACK" }
  /** `UpdateService` with another desired count. */
  | { readonly kind: "scale"; readonly second: number; readonly desired: number };
