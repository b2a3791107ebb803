import { createHash } from "node:crypto";
import type { JsonRecord } from "../../json/json-value.js";
import type { AskedResource, ResourceMaker } from "./resource-maker.js";

/** Hexadecimal digits that are always the same for the same words. */
export const digitsOf = (words: string, length: number): string =>
  createHash("sha256").update(words).digest("hex").slice(0, length);

/** An attribute that reads as AWS's would, of a resource that is nowhere. */
function madeUpAttribute(asked: AskedResource, physicalId: string, attribute: string): string {
  const [, service = "cloudformation", kind = "resource"] = asked.type.split("::");
  if (attribute.endsWith("Arn")) {
    return `arn:aws:${service.toLowerCase()}:${asked.region}:${asked.account}:${kind.toLowerCase()}/${physicalId}`;
  }
  if (attribute.endsWith("Port")) return "5432";
  if (/(Address|DomainName|Endpoint)$/.test(attribute)) {
    return `${digitsOf(physicalId, 12)}.${service.toLowerCase()}.${asked.region}.amazonaws.com`;
  }
  return `${attribute.toLowerCase().replaceAll(/[^a-z0-9]/g, "-")}-${digitsOf(`${physicalId} ${attribute}`, 12)}`;
}

/** All attributes that templates ask of a resource, those that are known and those that must be made up. */
export function attributesFor(asked: AskedResource, physicalId: string, known: JsonRecord = {}): JsonRecord {
  const all = asked.attributes.map(
    (attribute) => [attribute, known[attribute] ?? madeUpAttribute(asked, physicalId, attribute)] as const,
  );
  return { ...known, ...Object.fromEntries(all) };
}

/** Gives an id and attributes to what nothing emulates. */
export const madeUp: ResourceMaker = {
  create: (asked) => {
    const physicalId = asked.generatedName;
    return Promise.resolve({ physicalId, attributes: attributesFor(asked, physicalId) });
  },
  update: (made, { after }) =>
    Promise.resolve({ physicalId: made.physicalId, attributes: attributesFor(after, made.physicalId) }),
  remove: () => Promise.resolve(),
};
