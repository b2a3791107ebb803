import { UserError } from "@fairlead/errors";
import type { ResolvedApp, ResolvedService } from "@fairlead/model";

/** @throws UserError when the environment has no service of this name. */
export function serviceNamed({ services, environment }: ResolvedApp, name: string): ResolvedService {
  const service = services.find((candidate) => candidate.name === name);
  if (service !== undefined) return service;
  throw UserError.of("UnknownService", {
    message: `There is no service "${name}" in ${environment.name}.`,
    fix: `Name one of ${services.map((candidate) => candidate.name).join(", ")}.`,
  });
}
