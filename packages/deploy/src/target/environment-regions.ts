import { CDN_REGION, type ResolvedApp } from "@fairlead/model";

/** Regions that have stacks of the environment; its own first. */
export function environmentRegions({ environment, cdn, backup }: ResolvedApp): readonly string[] {
  const copy = backup?.copy ?? null;
  return [
    ...new Set([environment.region, ...(cdn === null ? [] : [CDN_REGION]), ...(copy === null ? [] : [copy.region])]),
  ];
}
