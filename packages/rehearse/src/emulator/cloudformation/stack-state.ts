import type { JsonRecord } from "../../json/json-value.js";
import type { AskedResource, MadeResource, TypeDecision } from "../resources/resource-maker.js";
import type { Template } from "./template.js";

/** One stack as the front keeps it. */
export interface StackState {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly createdMs: number;
  updatedMs: number | null;
  deletedMs: number | null;
  status: string;
  statusReason: string;
  /** As it was sent, so that it can be handed back to the letter. */
  templateBody: string;
  template: Template;
  /** As they were given, by name. */
  parameters: Readonly<Record<string, string>>;
  tags: Readonly<Record<string, string>>;
  terminationProtection: boolean;
  readonly resources: Map<string, StackResource>;
  outputs: readonly StackOutput[];
  /** Names of the exports that this stack's template takes in. */
  imports: ReadonlySet<string>;
  /** Youngest last. */
  readonly events: StackEvent[];
}

/** A resource that a stack holds. */
export interface StackResource {
  readonly asked: AskedResource;
  readonly made: MadeResource;
  readonly decision: TypeDecision;
  status: string;
  statusReason: string;
  changedMs: number;
}

export interface StackOutput {
  readonly name: string;
  readonly value: string;
  readonly exportName: string | null;
  readonly description: string;
}

export interface StackEvent {
  readonly id: string;
  readonly atMs: number;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly properties: JsonRecord | null;
  readonly clientRequestToken: string;
}

/** Whether CloudFormation would still be at work on it. */
export const isInProgress = (status: string): boolean => status.endsWith("_IN_PROGRESS");

/** Whether it is gone, and only known by its id. */
export const isDeleted = (stack: StackState): boolean => stack.status === "DELETE_COMPLETE";
