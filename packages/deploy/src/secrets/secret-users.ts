import type { ResolvedApp, ResolvedVariable } from "@fairlead/model";

/** Who is given a secret or parameter as its tasks start. */
export interface ValueUsers {
  readonly services: readonly string[];
  readonly jobs: readonly string[];
}

type Value = ResolvedVariable["value"];

/** Services and jobs that name a value in the variables of any of their containers, sorted by name. */
function usersOf({ services, jobs }: ResolvedApp, isMeant: (value: Value) => boolean): ValueUsers {
  const names = (parts: ResolvedApp["services"] | ResolvedApp["jobs"]): readonly string[] =>
    parts
      .filter(({ environment, sidecars }) =>
        [...environment, ...sidecars.flatMap((sidecar) => sidecar.environment)].some(({ value }) => isMeant(value)),
      )
      .map(({ name }) => name)
      .sort();
  return { services: names(services), jobs: names(jobs) };
}

export const secretUsers = (app: ResolvedApp, secret: string): ValueUsers =>
  usersOf(app, (value) => value.kind === "secret" && value.secret === secret);

export const parameterUsers = (app: ResolvedApp, parameter: string): ValueUsers =>
  usersOf(app, (value) => value.kind === "parameter" && value.parameter === parameter);
