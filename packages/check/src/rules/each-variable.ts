import {
  type Address,
  addressOf,
  type ResolvedApp,
  type ResolvedJob,
  type ResolvedService,
  type ResolvedVariable,
} from "@fairlead/model";

/** A variable of one container, and the task that it is given to. */
export interface TaskVariable extends ResolvedVariable {
  readonly address: Address;
  readonly task: ResolvedJob | ResolvedService;
}

const variablesOf = (address: Address, task: TaskVariable["task"]): TaskVariable[] =>
  [task.environment, ...task.sidecars.map(({ environment }) => environment)]
    .flat()
    .map((variable) => ({ ...variable, address, task }));

/** Every variable of every container, sidecars' too. */
export const eachVariable = ({ services, jobs }: Pick<ResolvedApp, "services" | "jobs">): TaskVariable[] => [
  ...services.flatMap((service) => variablesOf(addressOf("service", service.name), service)),
  ...jobs.flatMap((job) => variablesOf(addressOf("job", job.name), job)),
];
