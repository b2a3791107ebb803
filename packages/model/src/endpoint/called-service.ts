import type { ResolvedValue } from "../service/resolved-container.js";

/** The service that a variable leads to; `null`: to none. */
export function calledService(value: ResolvedValue): string | null {
  switch (value.kind) {
    case "service":
      return value.service;
    case "literal":
    case "secret":
    case "parameter":
    case "database":
    case "cache":
    case "bucket":
    case "queue":
    case "model":
      return null;
  }
}

/** The services that a container calls, each once. */
export const calledServices = (environment: readonly { readonly value: ResolvedValue }[]): string[] => [
  ...new Set(environment.flatMap(({ value }) => calledService(value) ?? [])),
];
