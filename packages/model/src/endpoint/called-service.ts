import type { ResolvedContainer, ResolvedValue } from "../service/resolved-container.js";

/** The service that a variable leads to; `null`: to none. */
export function calledService(value: ResolvedValue): string | null {
  switch (value.kind) {
    case "service":
      return value.service;
    case "broker":
      return value.runBy;
    case "literal":
    case "secret":
    case "parameter":
    case "database":
    case "cache":
    case "bucket":
    case "queue":
    case "model":
    case "user-pool":
      return null;
  }
}

/** The services that the containers of a task call, each once. */
export const calledServices = ({
  environment,
  sidecars,
}: Pick<ResolvedContainer, "environment" | "sidecars">): string[] => [
  ...new Set(
    [environment, ...sidecars.map((sidecar) => sidecar.environment)]
      .flat()
      .flatMap(({ value }) => calledService(value) ?? []),
  ),
];
