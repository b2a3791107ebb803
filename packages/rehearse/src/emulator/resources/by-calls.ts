import type { JsonRecord } from "../../json/json-value.js";
import type { EmulatedApi } from "../api/emulated-api.js";
import { attributesFor } from "./made-up.js";
import type { AskedResource, MadeResource, ResourceMaker } from "./resource-maker.js";

/** How a type is made by its service's own calls. */
export interface Calls {
  /** Its physical id, and the attributes that are known; others that templates ask for are made up. */
  readonly create: (asked: AskedResource, api: EmulatedApi) => Promise<Created>;
  readonly remove: (physicalId: string, asked: AskedResource, api: EmulatedApi) => Promise<void>;
  /** Changes it in place; without this it is taken away and made again. */
  readonly update?: (physicalId: string, asked: AskedResource, api: EmulatedApi) => Promise<Created>;
}

export interface Created {
  readonly physicalId: string;
  readonly attributes?: JsonRecord;
}

export function byCalls({ create, remove, update }: Calls): ResourceMaker {
  const made = (asked: AskedResource, { physicalId, attributes = {} }: Created): MadeResource => ({
    physicalId,
    attributes: attributesFor(asked, physicalId, attributes),
  });
  return {
    create: async (asked, api) => made(asked, await create(asked, api)),
    update: async ({ physicalId }, { before, after }, api) => {
      if (update !== undefined) return made(after, await update(physicalId, after, api));
      await remove(physicalId, before, api);
      return made(after, await create(after, api));
    },
    remove: ({ physicalId }, asked, api) => remove(physicalId, asked, api),
  };
}
