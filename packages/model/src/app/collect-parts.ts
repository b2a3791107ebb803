import { describeLocation, type Problem, type SourceLocation } from "@fairlead/errors";
import type { Address } from "../address.js";
import type { DeclarationSite } from "../part/declaration-site.js";
import { partAddress } from "../part/part-address.js";
import { isPart, type AnyPart } from "../part/part.js";
import { sameOptions } from "../part/same-options.js";
import { joinPath } from "../problem/translate-issues.js";

/** What the roots of an app reach. */
export interface CollectedParts {
  readonly parts: ReadonlyMap<Address, AnyPart>;
  readonly problems: readonly Problem[];
}

/** Makes a place relative to the configuration's folder. */
export type Locate = (site: DeclarationSite) => SourceLocation;

/** Where the walk is: the path for messages and the parts that it came through. */
interface Position {
  readonly path: string;
  readonly trail: readonly Address[];
}

/** Follows every reference from the roots on. An app is made of what is reached, and of nothing else. */
export function collectParts(roots: unknown, locate: Locate): CollectedParts {
  const parts = new Map<Address, AnyPart>();
  const problems: Problem[] = [];
  const seen = new Set<object>();

  const visitPart = (part: AnyPart, at: Position): void => {
    const address = partAddress(part);
    if (at.trail.includes(address)) {
      problems.push(referenceCycle(address, at));
      return;
    }
    const known = parts.get(address);
    if (known === undefined) {
      parts.set(address, part);
      visit(part.options, { path: address, trail: [...at.trail, address] });
    } else if (known.kind !== part.kind || !sameOptions(known.options, part.options)) {
      problems.push(duplicateName(address, [known, part], locate));
    }
  };

  const visit = (value: unknown, at: Position): void => {
    if (isPart(value)) {
      visitPart(value, at);
    } else if (typeof value === "object" && value !== null && !seen.has(value)) {
      // The same object of variables may serve several parts: it is closed to this branch alone.
      seen.add(value);
      for (const [key, entry] of Object.entries(value)) visit(entry, { ...at, path: joinPath(at.path, [key]) });
      seen.delete(value);
    }
  };

  visit(roots, { path: "", trail: [] });
  return { parts, problems };
}

function referenceCycle(address: Address, { path, trail }: Position): Problem {
  const circle = [...trail.slice(trail.indexOf(address)), address].join(" → ");
  return {
    path,
    code: "ReferenceCycle",
    message: `The references go round in a circle: ${circle}.`,
    fix: `Remove one of them, e.g. the one at ${path}.`,
  };
}

function duplicateName(address: Address, pair: readonly [AnyPart, AnyPart], locate: Locate): Problem {
  const [first, second] = pair.map(({ source }) => (source === null ? null : describeLocation(locate(source))));
  const places = typeof first === "string" && typeof second === "string" ? ` (${first} and ${second})` : "";
  return {
    path: address,
    code: "DuplicateName",
    message: `Two different parts are called ${address}${places}.`,
    fix: "Give one of them another name, or declare it once and use that value in both places.",
    ...(pair[1].source === null ? {} : { source: locate(pair[1].source) }),
  };
}
