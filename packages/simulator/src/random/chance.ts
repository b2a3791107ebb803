/** A number of [0, 1) that belongs to a seed and a key: whatever else is drawn, in whichever order, it stays the same. */
export type Chance = (key: string) => number;

const FNV_PRIME = 0x01000193;
const FNV_OFFSET = 0x811c9dc5;
const UNSIGNED_32 = 2 ** 32;

/** Chance without a stream: an action put in later can't move what happened before it (FNV-1a, then Murmur's finish). */
export const chanceOf =
  (seed: number): Chance =>
  (key) => {
    let hash = FNV_OFFSET ^ seed;
    for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), FNV_PRIME);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return ((hash ^ (hash >>> 16)) >>> 0) / UNSIGNED_32;
  };

/** A whole number of [least, most]. */
export const wholeBetween = (chance: number, least: number, most: number): number =>
  least + Math.floor(chance * (most - least + 1));
