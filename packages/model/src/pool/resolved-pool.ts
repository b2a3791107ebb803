import type { ResolvedContainer } from "../service/resolved-container.js";

/** EC2 instances that tasks of one or more services run on: an Auto Scaling group behind a capacity provider. */
export interface ResolvedPool {
  /** Follows from what it is made of, e.g. `t4g-medium-spot`: services that state the same share it. */
  readonly name: string;
  /** In the order that they were written in; on demand the first is tried first. */
  readonly instanceTypes: readonly string[];
  readonly spot: boolean;
  readonly minInstances: number;
  readonly maxInstances: number;
  /** Of each instance, for images and what containers write; encrypted. */
  readonly diskGib: number;
  readonly architecture: ResolvedContainer["architecture"];
  /** What any of its instances has for tasks. */
  readonly room: ResolvedRoom;
}

/** What tasks find on the smallest instance of a pool. */
export interface ResolvedRoom {
  readonly cpuUnits: number;
  readonly memoryMib: number;
  readonly gpus: number;
  /** Each task takes a network interface of its own. */
  readonly tasks: number;
}
