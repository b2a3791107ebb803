/** ECS's own words (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html, 2026-11). */
export type ServiceDeploymentStatus =
  | "PENDING"
  | "IN_PROGRESS"
  | "STOP_REQUESTED"
  | "STOPPED"
  | "ROLLBACK_REQUESTED"
  | "ROLLBACK_IN_PROGRESS"
  | "ROLLBACK_SUCCESSFUL"
  | "ROLLBACK_FAILED"
  | "SUCCESSFUL";
