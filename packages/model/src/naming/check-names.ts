import type { Problem } from "@fairlead/errors";
import { type ADDRESS_GROUPS, addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import { APP_NAME_LIMITS, type NameLimit, PART_NAME_LIMITS } from "./name-limits.js";
import { physicalName } from "./physical-name.js";

/** What CloudFormation, RDS, ElastiCache and ECR all take: no hyphen at an end, no two in a row. */
const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u;

/** Names have a form that all of AWS takes, and are short enough with what is put before and behind them. */
export const checkNames: Check = (app) => {
  const prefix = [app.name, app.environment.name] as const;
  return [
    ...checkForm("name", app.name),
    ...checkForm(addressOf("environment", app.environment.name), app.environment.name),
    ...checkLength(addressOf("environment", app.environment.name), APP_NAME_LIMITS, prefix),
    ...partNames(app).flatMap(({ kind, name }) => [
      ...checkForm(addressOf(kind, name), name),
      ...checkLength(addressOf(kind, name), PART_NAME_LIMITS[kind] ?? [], [...prefix, name]),
    ]),
  ];
};

interface PartName {
  readonly kind: keyof typeof ADDRESS_GROUPS;
  readonly name: string;
}

const partNames = (app: Parameters<Check>[0]): PartName[] => [
  ...app.services.map(({ name }) => ({ kind: "service", name }) as const),
  ...app.jobs.map(({ name }) => ({ kind: "job", name }) as const),
  ...app.databases.map(({ name }) => ({ kind: "postgres", name }) as const),
  ...app.caches.map(({ name }) => ({ kind: "cache", name }) as const),
  ...app.adoptedDatabases.map(({ name }) => ({ kind: "postgres", name }) as const),
  ...app.adoptedCaches.map(({ name }) => ({ kind: "cache", name }) as const),
  ...app.brokers.map(({ name }) => ({ kind: "broker", name }) as const),
  ...app.buckets.map(({ name }) => ({ kind: "bucket", name }) as const),
  ...app.queues.map(({ name }) => ({ kind: "queue", name }) as const),
  ...app.volumes.map(({ name }) => ({ kind: "volume", name }) as const),
  ...app.models.map(({ name }) => ({ kind: "model", name }) as const),
  ...app.secrets.map(({ name }) => ({ kind: "secret", name }) as const),
  ...app.parameters.map(({ name }) => ({ kind: "parameter", name }) as const),
  ...app.sites.map(({ name }) => ({ kind: "site", name }) as const),
  ...app.images.map(({ name }) => ({ kind: "image", name }) as const),
  ...app.userPools.map(({ name }) => ({ kind: "userPool", name }) as const),
];

const checkForm = (path: string, name: string): Problem[] =>
  NAME.test(name)
    ? []
    : [
        {
          path,
          code: "InvalidName",
          message: `"${name}" is not a name that everything in AWS takes.`,
          fix: `Use small letters, digits and single hyphens, with a letter at the front${suggestion(name)}.`,
        },
      ];

function suggestion(name: string): string {
  const mended = name
    .replaceAll(/([a-z0-9])([A-Z])/gu, "$1-$2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^[-0-9]+|-+$/gu, "");
  return NAME.test(mended) ? `, e.g. "${mended}"` : "";
}

const checkLength = (
  path: string,
  limits: readonly NameLimit[],
  [app, environment, ...parts]: readonly [string, string, ...string[]],
): Problem[] =>
  limits.flatMap(({ what, characters, suffix }) => {
    const name = physicalName(app, environment, ...parts, ...(suffix === undefined ? [] : [suffix]));
    if (name.length <= characters) return [];
    return [
      {
        path,
        code: "NameTooLong",
        message: `The ${what} would be called "${name}", which has ${name.length} characters; AWS takes ${characters}.`,
        fix: `Shorten the name of the app, of the environment${parts.length > 0 ? " or of the part" : ""} by ${name.length - characters}.`,
      },
    ];
  });
