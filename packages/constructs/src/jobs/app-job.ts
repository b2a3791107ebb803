import { addressOf, type ResolvedApp, type ResolvedJob } from "@fairlead/model";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { ContainerTask, type ContainerTaskProps } from "../ecs/container-task.js";
import type { ImageOwner } from "../registry/image-of.js";

/** What the task of one job is made from. */
export interface AppJobProps {
  readonly app: ResolvedApp;
  readonly job: ResolvedJob;
  readonly images: ImageOwner;
  readonly values: ContainerTaskProps["values"];
  readonly key: IKey;
}

/** A job between two statements needs a moment to roll back; Fargate gives at most this. */
const STOP_TIMEOUT_SECONDS = 120;

/** The task of one job. Nobody connects to it, and its end is its health. */
export const appJob = (scope: Construct, { app, job, images, values, key }: AppJobProps): ContainerTask =>
  new ContainerTask(scope, job.name, {
    app,
    part: job,
    address: addressOf("job", job.name),
    images,
    values,
    key,
    pressure: "wait",
    platform: "fargate",
    gpus: 0,
    port: null,
    stopTimeoutSeconds: STOP_TIMEOUT_SECONDS,
    healthCheck: null,
  });
