import type { Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import { physicalName } from "../naming/physical-name.js";
import type { ResolvedUserPool } from "./resolved-user-pool.js";

/** What user pools say together with the environment and its routes. */
export const checkUserPools: Check = (app, { userPools }) =>
  app.userPools.flatMap((pool) => {
    const address = addressOf("userPool", pool.name);
    const options = userPools.find(({ name }) => name === pool.name)?.options;
    return [
      ...checkRegion(address, pool, app.environment.region),
      ...checkDomain(address, pool),
      ...checkPrefix(address, pool, physicalName(app.name, app.environment.name, pool.name)),
      ...(options !== undefined && "adopt" in options && options.adopt.clientId !== undefined && options.client
        ? [clientTwice(address)]
        : []),
    ];
  });

function checkRegion(address: string, { source }: ResolvedUserPool, region: string): Problem[] {
  if (source.kind !== "adopt" || source.id.startsWith(`${region}_`)) return [];
  return [
    {
      path: `${address}.adopt.id`,
      code: "UserPoolInOtherRegion",
      message: `The user pool lies in ${source.id.split("_")[0] ?? ""}, the environment in ${region}.`,
      fix: "Adopt a pool of the environment's region, or leave adopt out to have one made.",
    },
  ];
}

function checkDomain(address: string, { source, signInHosts, client, domain }: ResolvedUserPool): Problem[] {
  const returns = client.kind === "create" && client.callbackUrls.length > 0;
  if (source.kind !== "adopt" || domain !== null || (signInHosts.length === 0 && !returns)) return [];
  return [
    {
      path: `${address}.adopt.domain`,
      code: "AdoptedPoolWithoutDomain",
      message: "Users are signed in on Cognito's own pages, and nothing says where those of the adopted pool are.",
      fix: 'State the first label of the pool\'s domain as Cognito shows it, e.g. domain: "my-app".',
    },
  ];
}

/** Words that Cognito refuses in a prefix; assumed from its developer guide, "Configuring a user pool domain", as of 2025. */
const REFUSED_WORDS = ["amazon", "aws", "cognito"] as const;

/** The prefix that is made of the names is refused by Cognito as it stands. */
function checkPrefix(address: string, { domain }: ResolvedUserPool, name: string): Problem[] {
  const word = REFUSED_WORDS.find((refused) => name.includes(refused));
  if (domain?.kind !== "create" || domain.prefix !== null || word === undefined) return [];
  return [
    {
      path: `${address}.domainPrefix`,
      code: "InvalidDomainPrefix",
      message: `The sign-in pages' first label would be made of "${name}", and Cognito takes none with "${word}" in it.`,
      fix: "State another one as domainPrefix; it must be free in the whole region.",
    },
  ];
}

const clientTwice = (address: string): Problem => ({
  path: `${address}.client`,
  code: "ClientAdoptedAndDescribed",
  message: "The client is adopted, so nothing is changed about it, but options for it are stated.",
  fix: "Remove client, or leave adopt.clientId out to have a client made in the pool.",
});
