import type { Problem } from "@fairlead/errors";
import { type Address, addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import type { ResolvedApp } from "../app/resolved-app.js";
import { type EachContainer, eachContainerOf } from "../service/containers-of.js";
import type { ResolvedValue, ResolvedVariable } from "../service/resolved-container.js";
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

function checkOutput(app: ResolvedApp, { path }: EachContainer, { name, value }: ResolvedVariable): Problem[] {
  const wanted = wantedOf(app, value);
  if (wanted?.given !== null) return [];
  const { address, output } = wanted;
  return [
    {
      path: `${path}.env.${name}`,
      code: "AdoptedWithoutSecret",
      message: `Nothing says where the ${output} of ${address} is kept${output === "url" ? "; ECS injects a secret as it is and composes no URL" : ""}.`,
      fix: `Add ${OPTIONS[output]} to its adopt, or name the outputs that it has.`,
    },
  ];
}

interface Wanted {
  readonly address: Address;
  readonly output: keyof typeof OPTIONS;
  /** `null`: kept nowhere. */
  readonly given: ResolvedAdoptedSecret | null;
}

/** What a variable wants injected of a part that exists already; `null`: nothing. */
function wantedOf({ adoptedDatabases, adoptedCaches }: ResolvedApp, value: ResolvedValue): Wanted | null {
  if (value.kind === "database") {
    const { output } = value;
    const database = adoptedDatabases.find((candidate) => candidate.name === value.database);
    if (database === undefined || (output !== "url" && output !== "user" && output !== "password")) return null;
    return { address: addressOf("postgres", database.name), output, given: database[output] };
  }
  if (value.kind !== "cache") return null;
  const { output } = value;
  const cache = adoptedCaches.find((candidate) => candidate.name === value.cache);
  if (cache === undefined || (output !== "url" && output !== "password")) return null;
  return { address: addressOf("cache", cache.name), output, given: cache[output] };
}
