import type { ResourceChange } from "./resource-change.js";

const isTwin = (created: ResourceChange, deleted: ResourceChange): boolean =>
  created.action === "create" &&
  created.type === deleted.type &&
  created.address === deleted.address &&
  created.stack === deleted.stack;

/**
 * CloudFormation knows a resource by its logical id: another id is another resource. Where exactly one resource of a type goes
 * from a part of the app and exactly one comes to it, the two are told as what they are for the reader: a replacement.
 */
export function pairRenames(changes: readonly ResourceChange[]): readonly ResourceChange[] {
  const gone = new Set<ResourceChange>();
  const paired = changes.map((change) => {
    if (change.action !== "create") return change;
    const deleted = changes.filter((other) => other.action === "delete" && isTwin(change, other));
    const [old] = deleted;
    const isOnlyOne =
      deleted.length === 1 && changes.filter((other) => old !== undefined && isTwin(other, old)).length === 1;
    if (old === undefined || !isOnlyOne) return change;
    gone.add(old);
    return { ...change, action: "replace" as const, renamedFrom: old.logicalId, oldResource: old.oldResource };
  });
  return paired.filter((change) => !gone.has(change));
}
