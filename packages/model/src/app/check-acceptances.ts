import { ADDRESS_GROUPS, INGRESS_ADDRESS, NETWORK_ADDRESS } from "../address.js";
import { suggestName } from "../problem/nearest-name.js";
import type { Check } from "./check.js";

const FIRST_WORDS: readonly string[] = [...Object.values(ADDRESS_GROUPS), INGRESS_ADDRESS, NETWORK_ADDRESS];

/** An acceptance speaks of a part by its address. The part itself may be one of another environment only. */
export const checkAcceptances: Check = (app) =>
  app.acceptances.flatMap(({ on }, index) => {
    const [word = ""] = on?.split(".") ?? [];
    if (on === null || FIRST_WORDS.includes(word)) return [];
    return [
      {
        path: `accept[${index}].on`,
        code: "UnknownAddress",
        message: `"${on}" is not the address of a part.`,
        fix: `An address is a group and a name, e.g. "services.proxy". ${suggestName(word, FIRST_WORDS)}`,
      },
    ];
  });
