import type { Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import type { ResolvedApp } from "../app/resolved-app.js";
import { type EachContainer, eachContainerOf } from "../service/containers-of.js";
import type { ResolvedVariable } from "../service/resolved-container.js";
import type { ResolvedAdoptedSecret } from "./resolved-adopted.js";

/** What exists already is reached from its own network, and hands out what it was given. */
export const checkAdopted: Check = (app) => [
  ...checkNetwork(app),
  ...eachContainerOf(app).flatMap((container) =>
    container.environment.flatMap((variable) => checkOutput(app, container, variable)),
  ),
];

/** A security group can't name one of another VPC (unless the two are peered, which a VPC that is made here can't be yet). */
function checkNetwork({ network, adoptedDatabases, adoptedCaches }: ResolvedApp): Problem[] {
  if (network.source.kind !== "create") return [];
  return [
    ...adoptedDatabases.map(({ name }) => addressOf("postgres", name)),
    ...adoptedCaches.map(({ name }) => addressOf("cache", name)),
  ].map((address) => ({
    path: `${address}.adopt.securityGroupId`,
    code: "AdoptedOutOfReach",
    message: `${address} exists in a VPC, and the environment makes another one: no security group reaches from the one into the other.`,
    fix: "Adopt that VPC too, in network.adopt of the environment.",
  }));
}

/** Which option would hold what an output is injected from. */
const OPTIONS = { url: "urlSecretArn", user: "secretArn", password: "secretArn" } as const;

/** Where an existing part keeps what is injected; `null`: nobody said. `undefined`: the part is no existing one. */
function keptAt(
  { adoptedDatabases, adoptedCaches }: ResolvedApp,
  value: Extract<ResolvedVariable["value"], { kind: "database" | "cache" }>,
  output: keyof typeof OPTIONS,
): ResolvedAdoptedSecret | null | undefined {
  if (value.kind === "database") return adoptedDatabases.find(({ name }) => name === value.database)?.[output];
  return output === "user" ? undefined : adoptedCaches.find(({ name }) => name === value.cache)?.[output];
}

function checkOutput(app: ResolvedApp, { path }: EachContainer, { name, value }: ResolvedVariable): Problem[] {
  if (value.kind !== "database" && value.kind !== "cache") return [];
  const { output } = value;
  if (output !== "url" && output !== "user" && output !== "password") return [];
  const address = value.kind === "database" ? addressOf("postgres", value.database) : addressOf("cache", value.cache);
  if (keptAt(app, value, output) !== null) return [];
  return [
    {
      path: `${path}.env.${name}`,
      code: "AdoptedWithoutSecret",
      message: `Nothing says where the ${output} of ${address} is kept${output === "url" ? "; ECS injects a secret as it is and composes no URL" : ""}.`,
      fix: `Add ${OPTIONS[output]} to its adopt, or name the outputs that it has.`,
    },
  ];
}
