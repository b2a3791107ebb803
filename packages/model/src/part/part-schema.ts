import { z } from "zod";
import { isPartOf, type Part, type PartKind } from "./part.js";

/** A part of some kind, handed over as the function of that kind returns it; `expected` completes "must be …". */
export const partSchema = <Kind extends PartKind>(expected: string, ...kinds: readonly Kind[]) =>
  z.custom<Part<Kind>>(isPartOf(...kinds), { error: expected });
