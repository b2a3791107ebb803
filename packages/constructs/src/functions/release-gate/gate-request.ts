/**
 * What CloudFormation sends to a custom resource.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html (read 2026-09).
 */
export interface GateRequest {
  readonly RequestType: "Create" | "Update" | "Delete";
  readonly RequestId: string;
  readonly StackId: string;
  readonly LogicalResourceId: string;
  /** Absent on `Create`. */
  readonly PhysicalResourceId?: string;
  /** A presigned S3 address; whoever holds it may answer this one request. Never logged. */
  readonly ResponseURL: string;
  readonly ResourceProperties: GateProperties;
  /** On `Update` only. */
  readonly OldResourceProperties?: GateProperties;
}

/** The properties of the gate's custom resource, as `jobs/release-gate.ts` writes them. */
export interface GateProperties {
  readonly Cluster: string;
  /** With its revision, e.g. `arn:aws:ecs:us-east-1:111122223333:task-definition/llm-proxy-prod-migrate:7`. */
  readonly TaskDefinition: string;
  /** Name of the container whose exit code decides. */
  readonly Container: string;
  readonly Subnets: readonly string[];
  readonly SecurityGroups: readonly string[];
  readonly AssignPublicIp: "ENABLED" | "DISABLED";
  readonly LogGroup: string;
}
