import { ADDRESS_GROUPS, INGRESS_ADDRESS, NETWORK_ADDRESS } from "../address.js";
import { suggestName } from "../problem/nearest-name.js";
import type { Check } from "./check.js";

/** An acceptance that is about nothing would look like one that works. */
export const checkAcceptances: Check = (app) => {
  const known = [...Object.keys(app.sources), INGRESS_ADDRESS, NETWORK_ADDRESS];
  return app.acceptances.flatMap(({ on }, index) => {
    if (on === null || known.includes(on) || isElsewhere(on)) return [];
    return [
      {
        path: `accept[${index}].on`,
        code: "UnknownAddress",
        message: `There is no part "${on}".`,
        fix: suggestName(on, [...new Set(known)].toSorted()),
      },
    ];
  });
};

/** A description may accept a finding about another environment than the one that is resolved. */
const isElsewhere = (address: string): boolean => address.startsWith(`${ADDRESS_GROUPS.environment}.`);
