import type { Problem } from "@fairlead/errors";
import type { Check } from "../app/check.js";
import { type AddressedContainer, containersOf, eachContainerOf } from "./containers-of.js";

/** A task definition is assumed to hold 64 KiB, as ECS's service quotas had it in 2025; a quarter is left for all but the variables. */
const MOST_BYTES = 48 * 1024;

/**
 * Above this CloudFormation makes the container without a single variable, and says nothing
 * (https://github.com/aws/aws-cdk/issues/38225, open, read 2026-11). Whether injected ones count there is not said, so they do here.
 */
const MOST_VARIABLES = 100;

/** Variables travel in the task definition, which has a size, and each container may have so many. */
export const checkEnvironmentSize: Check = (app) => [
  ...containersOf(app).flatMap(checkBytes),
  ...eachContainerOf(app).flatMap(checkNumber),
];

function checkBytes({ address, environment, sidecars }: AddressedContainer): Problem[] {
  const all = [environment, ...sidecars.map((sidecar) => sidecar.environment)];
  const bytes = Buffer.byteLength(JSON.stringify(all));
  if (bytes <= MOST_BYTES) return [];
  return [
    {
      path: `${address}.env`,
      code: "EnvironmentTooLarge",
      message: `The variables take about ${Math.ceil(bytes / 1024)} KiB; a task definition holds 64 KiB in all.`,
      fix: "Put large values into the image, or into parameters, of which only the name stands in the task definition.",
    },
  ];
}

function checkNumber({
  path,
  environment,
}: {
  readonly path: string;
  readonly environment: readonly unknown[];
}): Problem[] {
  const number = environment.length;
  if (number <= MOST_VARIABLES) return [];
  return [
    {
      path: `${path}.env`,
      code: "TooManyVariables",
      message: `The container has ${number} variables; above ${MOST_VARIABLES} CloudFormation starts it without any of them and says nothing.`,
      fix: "Put what never changes into the image, and what belongs together into one variable that holds JSON.",
    },
  ];
}
