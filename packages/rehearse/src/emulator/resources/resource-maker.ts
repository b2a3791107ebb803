import type { JsonRecord } from "../../json/json-value.js";
import type { EmulatedApi } from "../api/emulated-api.js";

/** One resource of a stack, every value of it worked out. */
export interface AskedResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonRecord;
  readonly deletionPolicy: string;
  readonly updateReplacePolicy: string;
  readonly region: string;
  readonly account: string;
  /** What CloudFormation would name it where its template gives no name. */
  readonly generatedName: string;
  /** Attributes that templates ask for. */
  readonly attributes: readonly string[];
}

/** A resource that is there. */
export interface MadeResource {
  readonly physicalId: string;
  readonly attributes: JsonRecord;
  /** What its maker knows it by, where that is not its physical id. */
  readonly handle?: string;
  /** It stands beside the one before it, which is to be removed when all else has succeeded. */
  readonly replaces?: true;
}

/** Makes, changes and takes away resources of one type. Each throws an `ApiRefusal` for what the emulator refuses. */
export interface ResourceMaker {
  readonly create: (asked: AskedResource, api: EmulatedApi) => Promise<MadeResource>;
  readonly update: (made: MadeResource, change: ResourceChange, api: EmulatedApi) => Promise<MadeResource>;
  readonly remove: (made: MadeResource, asked: AskedResource, api: EmulatedApi) => Promise<void>;
  /** Its properties as they are now, as far as they can be read back; `null`: it is gone. Without it, drift is not looked for. */
  readonly read?: (made: MadeResource, api: EmulatedApi) => Promise<JsonRecord | null>;
}

interface ResourceChange {
  readonly before: AskedResource;
  readonly after: AskedResource;
}

/**
 * How much a rehearsal shows of a resource.
 * `proved`: it is refused when something that it names isn't there; or its values are read back; or whatever is checked and names it is
 * refused without it. Its references to others were each tried once with a value of the same form that names nothing; which of them are refused stands in
 * emulator/golden/wrong-references.golden.txt, and what is taken there is not proved of it.
 * `stored only`: the emulator keeps what it is told, and nothing of it was found to be checked.
 * `not emulated`: there is nothing but a made-up id, so that others can refer to it.
 */
export type Proof = "proved" | "stored only" | "not emulated";

/** What is decided for one type of resource. */
export interface TypeDecision {
  /** For example `AWS::ECS::Service`. */
  readonly type: string;
  readonly proof: Proof;
  /** Why no more, or what exactly is proved; a full sentence for the report. */
  readonly because: string;
  readonly maker: ResourceMaker;
}
