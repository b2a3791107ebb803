import { isList, isRecord, type JsonRecord, type JsonValue } from "../../json/json-value.js";

/**
 * How a service numbers the items of a list: `Names.member.1`, as EC2 has it `Names.1`, or by a word of each list's own, which
 * is `member` where none is given.
 */
export type ListStyle = "member" | "flat" | { readonly words: Readonly<Record<string, string>> };

/** Parameters of AWS's query protocol, as a form. */
export function writeQueryParameters(parameters: JsonRecord, style: ListStyle): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) write(form, { name, value, style });
  return form;
}

interface Written {
  readonly name: string;
  readonly value: JsonValue;
  readonly style: ListStyle;
}

function write(form: URLSearchParams, { name, value, style }: Written): void {
  if (value === null) return;
  if (isList(value)) {
    const prefix = itemsOf(name, style);
    for (const [index, item] of value.entries()) write(form, { name: `${prefix}.${index + 1}`, value: item, style });
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) write(form, { name: `${name}.${key}`, value: item, style });
  } else form.append(name, String(value));
}

function itemsOf(name: string, style: ListStyle): string {
  if (style === "flat") return name;
  const word = style === "member" ? undefined : style.words[name.slice(name.lastIndexOf(".") + 1)];
  return `${name}.${word ?? "member"}`;
}

/** The same read back: `Tags.member.2.Key=k` is `{ Tags: [{ … }, { Key: "k" }] }`. */
export function readQueryParameters(form: URLSearchParams): JsonRecord {
  const tree: Tree = { leaves: {} };
  for (const [name, value] of form) plant(tree, name.split("."), value);
  return Object.fromEntries(Object.entries(tree.leaves).map(([name, branch]) => [name, harvest(branch)]));
}

interface Tree {
  text?: string;
  readonly leaves: Record<string, Tree>;
}

function plant(tree: Tree, path: readonly string[], text: string): void {
  const [name, ...rest] = path;
  if (name === undefined) {
    tree.text = text;
    return;
  }
  tree.leaves[name] ??= { leaves: {} };
  plant(tree.leaves[name], rest, text);
}

function harvest(tree: Tree): JsonValue {
  const names = Object.keys(tree.leaves);
  if (names.length === 0) return tree.text ?? "";
  const members = tree.leaves["member"];
  if (members !== undefined && names.length === 1) return inOrder(members);
  if (names.every((name) => /^\d+$/.test(name))) return inOrder(tree);
  return Object.fromEntries(Object.entries(tree.leaves).map(([name, branch]) => [name, harvest(branch)]));
}

const inOrder = (tree: Tree): JsonValue =>
  Object.entries(tree.leaves)
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, branch]) => harvest(branch));
