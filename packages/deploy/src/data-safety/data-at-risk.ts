import type { AssembledResource } from "@fairlead/constructs";
import type { Problem } from "@fairlead/errors";
import { dearnessOf } from "../diff/stateful-types.js";
import type { TemplateChange } from "../diff/template-change.js";

/** What whoever deploys has named. A name is `<stack>/<logical id>`, with the stack's name or its role, or a part: `databases.main`, `main`. */
export interface AllowedLosses {
  readonly allowReplace: readonly string[];
  readonly allowDestroy: readonly string[];
}

/** A resource whose data would go, or would be left behind for an empty new one. */
export interface DataAtRisk {
  readonly change: TemplateChange;
  /** `Data/DatabasemainC5A1`: what to name in the flag. */
  readonly name: string;
  /** The part of the description; `null`: it isn't in it any more, or belongs to none. */
  readonly address: string | null;
  readonly flag: "allowReplace" | "allowDestroy";
}

/** What the names are looked up in. */
export interface DataPlaces {
  /** Role by stack name, e.g. `Data` by `llm-proxy-prod-Data`. */
  readonly roles: ReadonlyMap<string, string>;
  readonly resources: readonly AssembledResource[];
}

/** What only ever leaves CloudFormation's hands (`Retain`) is lost to nobody when its stack no longer has it. */
const losesData = ({ holds, action, oldResource }: TemplateChange): boolean => {
  if (holds === null) return false;
  switch (action) {
    case "replace":
    case "may-replace":
      return true;
    case "delete":
      return oldResource !== "kept";
    case "create":
    case "update":
      return false;
  }
};

/** Every resource with data that would be replaced or deleted, the dearest first. */
export function dataAtRisk(
  changes: readonly TemplateChange[],
  { roles, resources }: DataPlaces,
): readonly DataAtRisk[] {
  return changes
    .filter(losesData)
    .sort((left, right) => dearnessOf(left.type) - dearnessOf(right.type))
    .map((change) => ({
      change,
      name: `${roles.get(change.stack) ?? change.stack}/${change.logicalId}`,
      address:
        resources.find(({ stack, logicalId }) => stack === change.stack && logicalId === change.logicalId)?.address ??
        null,
      flag: change.action === "delete" ? "allowDestroy" : "allowReplace",
    }));
}

function isNamed({ change, name, address }: DataAtRisk, named: readonly string[]): boolean {
  const names = [name, `${change.stack}/${change.logicalId}`];
  if (address !== null) names.push(address, address.slice(address.indexOf(".") + 1));
  return named.some((one) => names.includes(one));
}

/** A loss that was named is agreed to; a deletion that was named is not a replacement that was. */
export const unnamedLosses = (risks: readonly DataAtRisk[], allowed: AllowedLosses): readonly DataAtRisk[] =>
  risks.filter((risk) => !isNamed(risk, allowed[risk.flag]));

const fateOf = ({ action, oldResource }: TemplateChange): string => {
  const old = action === "delete" ? "It" : "The old one";
  switch (oldResource) {
    case "kept":
      return `${old} is kept, and no longer part of the stack.`;
    case "snapshot":
      return `${old} is deleted, and a last snapshot of it stays.`;
    case "deleted":
    case null:
      return `${old} is deleted, with all that it holds.`;
  }
};

const verbOf = ({ action }: TemplateChange): string => {
  switch (action) {
    case "replace":
      return "would be replaced by an empty new one";
    case "may-replace":
      return "may be replaced by an empty new one";
    case "delete":
      return "would be deleted";
    case "create":
    case "update":
      return "would change";
  }
};

/** What makes CloudFormation replace it. */
function causes({ properties }: TemplateChange): string {
  const paths = properties.filter(({ replacement }) => replacement !== "never").map(({ path }) => path);
  return paths.length === 0 ? "" : ` Because of ${paths.join(", ")}.`;
}

/** Refuses a loss, and says how to agree to this very one. */
export function lossProblem({ change, name, address, flag }: DataAtRisk): Problem {
  const option = flag === "allowReplace" ? "--allow-replace" : "--allow-destroy";
  const undo = change.action === "delete" ? "leave the part in the description" : "undo what changes it";
  return {
    path: address ?? "",
    code: flag === "allowReplace" ? "DataWouldBeReplaced" : "DataWouldBeDeleted",
    message: `${name} (${change.type}), which holds ${change.holds ?? "data"}, ${verbOf(change)}. ${fateOf(change)}${causes(change)}`,
    fix: `If that is what you want, name it: ${option} ${name}. If not, ${undo}.`,
  };
}
