import { Fault } from "@fairlead/errors";
import { ApiRefusal, type EmulatedApi } from "../emulator/api/emulated-api.js";
import { attributesAsked } from "../emulator/cloudformation/resource-plan.js";
import { dependenciesOf, inOrder } from "../emulator/cloudformation/template-order.js";
import {
  NO_VALUE,
  resolveRecord,
  resolveValue,
  type TemplateScope,
} from "../emulator/cloudformation/template-values.js";
import type { Template } from "../emulator/cloudformation/template.js";
import { resolveDynamicReferences } from "../emulator/resources/dynamic-references.js";
import type { AskedResource, MadeResource, TypeDecision } from "../emulator/resources/resource-maker.js";
import { type JsonRecord, textOf } from "../json/json-value.js";
import { withValueAt, type WrittenReference, writtenReferences } from "./written-references.js";
import { wrongValue } from "./wrong-value.js";

/** What came of one wrong reference. */
export interface Trial {
  readonly type: string;
  readonly property: string;
  /** The type of what it names, or the name of a parameter. */
  readonly names: string;
  /** The code of the emulator's refusal; `null`: it took the reference. */
  readonly refusal: string | null;
}

/** Where references are tried. */
export interface TrialGround {
  readonly template: Template;
  /** Values of the template's parameters: things that no template of an app makes. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly account: string;
  readonly api: EmulatedApi;
  readonly decide: (type: string) => TypeDecision;
}

/**
 * Makes the resources of a template one after another, and before each of them the same with one of its references replaced by
 * one that names nothing, for each of its references. Since the right one is made after all that, in the same way, nothing but
 * the wrong reference is the reason of a refusal. Throws a Fault when a right one is refused.
 */
export async function tryReferences(ground: TrialGround): Promise<readonly Trial[]> {
  const { template } = ground;
  const made = new Map<string, MadeResource>();
  const scope = scopeOf(ground, made);
  const trials: Trial[] = [];
  for (const id of inOrder(dependenciesOf(template, Object.keys(template.resources)))) {
    const { type, properties } = resourceOf(template, id);
    for (const [index, reference] of oneOfEach(writtenReferences(properties), template).entries()) {
      const value = textOf(resolveValue(written(reference), scope));
      const wrong = withValueAt(properties, reference.at, wrongValue(value));
      const refusal = await refusalOf(
        ground,
        askedOf(ground, { id, as: `${id}Wrong${index}`, properties: wrong, scope }),
      );
      trials.push({ type, property: reference.property, names: typeOrName(template, reference), refusal });
    }
    made.set(id, await makeRight(ground, askedOf(ground, { id, as: id, properties, scope })));
  }
  return trials;
}

const resourceOf = (template: Template, id: string) => {
  const found = template.resources[id];
  if (found === undefined) throw new Fault("NoSuchResource", `The template has no ${id}.`);
  return found;
};

const typeOrName = (template: Template, { names }: WrittenReference): string =>
  template.resources[names.id]?.type ?? names.id;

const written = ({ names }: WrittenReference): JsonRecord =>
  names.attribute === null ? { Ref: names.id } : { "Fn::GetAtt": [names.id, names.attribute] };

/** The first that names a type in a property, of several. Pseudo parameters name nothing that could be missing. */
function oneOfEach(references: readonly WrittenReference[], template: Template): readonly WrittenReference[] {
  const first = new Map<string, WrittenReference>();
  for (const reference of references) {
    const key = `${reference.property} ${typeOrName(template, reference)}`;
    if (!reference.names.id.startsWith("AWS::") && !first.has(key)) first.set(key, reference);
  }
  return [...first.values()];
}

function scopeOf({ parameters, account, api }: TrialGround, made: ReadonlyMap<string, MadeResource>): TemplateScope {
  const pseudo: JsonRecord = { "AWS::AccountId": account, "AWS::Region": api.region, "AWS::NoValue": NO_VALUE };
  return {
    reference: (name) => pseudo[name] ?? parameters[name] ?? made.get(name)?.physicalId,
    attribute: (id, attribute) => {
      const value = made.get(id)?.attributes[attribute];
      if (value === undefined) throw new Fault("NoSuchAttribute", `${id} has no ${attribute}.`);
      return value;
    },
    exported: () => undefined,
    stackOutput: () => undefined,
    conditions: {},
    mappings: {},
    zones: (region) => ["a", "b", "c"].map((zone) => `${region}${zone}`),
  };
}

interface Asking {
  readonly id: string;
  /** Its logical id this time, from which its names are made. */
  readonly as: string;
  readonly properties: JsonRecord;
  readonly scope: TemplateScope;
}

const askedOf = ({ template, account, api }: TrialGround, { id, as, properties, scope }: Asking): AskedResource => ({
  stack: "tried",
  logicalId: as,
  type: resourceOf(template, id).type,
  properties: resolveRecord(properties, scope),
  deletionPolicy: "Delete",
  updateReplacePolicy: "Delete",
  region: api.region,
  account,
  generatedName: `tried-${as.toLowerCase()}`,
  attributes: attributesAsked(template).get(id) ?? [],
});

async function make({ api, decide }: TrialGround, asked: AskedResource): Promise<MadeResource> {
  const properties = await resolveDynamicReferences(asked.properties, api);
  return decide(asked.type).maker.create({ ...asked, properties }, api);
}

async function refusalOf(ground: TrialGround, asked: AskedResource): Promise<string | null> {
  const taken = await unlessRefused(() => make(ground, asked));
  if (typeof taken === "string") return taken;
  // What can't be taken away again only stays beside the right one.
  await unlessRefused(() => ground.decide(asked.type).maker.remove(taken, asked, ground.api));
  return null;
}

/** The code of a refusal in place of a result. */
async function unlessRefused<Result>(work: () => Promise<Result>): Promise<Result | string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApiRefusal) return error.code;
    throw error;
  }
}

async function makeRight(ground: TrialGround, asked: AskedResource): Promise<MadeResource> {
  try {
    return await make(ground, asked);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Fault(
      "RightOneRefused",
      `${asked.logicalId} (${asked.type}) names nothing wrong, and is refused: ${why}`,
    );
  }
}
