import { Fault } from "@fairlead/errors";

/** An element of an XML document, without its attributes and namespaces, which AWS's answers have no use for. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

const unescape = (text: string): string =>
  text.replaceAll(/&(#x[0-9a-fA-F]+|#[0-9]+|[a-z]+);/g, (whole, name: string) => {
    if (name.startsWith("#x")) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith("#")) return String.fromCodePoint(Number(name.slice(1)));
    return ENTITIES[name] ?? whole;
  });

/** Reads a document as AWS and moto write them: no CDATA, no processing besides the first line. */
export function parseXml(document: string): XmlElement {
  interface Open {
    readonly name: string;
    text: string;
    readonly children: XmlElement[];
  }
  const root: Open = { name: "", text: "", children: [] };
  const stack: Open[] = [root];
  const piece = /<(\/?)([^\s>/?!]+)[^>]*?(\/?)>|<[?!][^>]*>|([^<]+)/g;
  for (const [, closing, name, empty, text] of document.matchAll(piece)) {
    const top = stack.at(-1) ?? root;
    if (text !== undefined) top.text += text;
    else if (closing === "/") {
      stack.pop();
      stack.at(-1)?.children.push({ name: top.name, text: unescape(top.text.trim()), children: top.children });
    } else if (name !== undefined) {
      const local = name.slice(name.indexOf(":") + 1);
      if (empty === "/") top.children.push({ name: local, text: "", children: [] });
      else stack.push({ name: local, text: "", children: [] });
    }
  }
  const [first] = root.children;
  if (first === undefined) throw new Fault("NotXml", `An answer is no XML: ${document.slice(0, 200)}`);
  return first;
}

/** The first element that is reached by these names, each somewhere below the one before. */
export function findXml(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  const [name, ...rest] = names;
  if (name === undefined) return element;
  for (const child of element.children) {
    const found = child.name === name ? findXml(child, ...rest) : findXml(child, ...names);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Text of the element that is reached by these names; the empty string when there is none. */
export const xmlText = (element: XmlElement, ...names: readonly string[]): string =>
  findXml(element, ...names)?.text ?? "";

/** All elements of a name, at whatever depth. */
export const findAllXml = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...findAllXml(child, name)]);

/** What an answer is written from: a list is written as `<member>`s, and what is undefined not at all. */
export type XmlContent =
  string | number | boolean | undefined | readonly XmlContent[] | { readonly [name: string]: XmlContent };

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const isContentList = (content: XmlContent): content is readonly XmlContent[] => Array.isArray(content);

/** The inside of an element. */
export function writeXml(content: XmlContent): string {
  if (content === undefined) return "";
  if (isContentList(content)) return content.map((item) => `<member>${writeXml(item)}</member>`).join("");
  if (typeof content !== "object") return escape(String(content));
  return Object.entries(content)
    .map(([name, inner]) => (inner === undefined ? "" : `<${name}>${writeXml(inner)}</${name}>`))
    .join("");
}
