import type { ResolvedVariable } from "@fairlead/model";

/** A host that is written out in a variable. */
export interface WrittenHost {
  readonly variable: string;
  readonly host: string;
  /** `null`: it isn't said. */
  readonly port: number | null;
}

/** Where something is to be found, and not where the container itself listens. */
const LEADS_SOMEWHERE = /_(HOST|HOSTNAME|ADDR|ENDPOINT|URL|URI)$/u;
const LISTENS = /(^|_)(LISTEN|BIND|PUBLIC)(_|$)/u;

/** A host alone or with its port; a number or a sentence is none. */
const BARE = /^(?=.*[a-z])[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?(?::(?<port>\d{1,5}))?$/iu;

/** Words for no host at all. */
const NONE = /^(none|null|nil|off|disabled|false|true|auto)$/iu;

/** The hosts that the variables of a container name in plain words. */
export const writtenHosts = (variables: readonly ResolvedVariable[]): WrittenHost[] =>
  variables.flatMap(({ name, value }) => {
    if (value.kind !== "literal" || !LEADS_SOMEWHERE.test(name) || LISTENS.test(name)) return [];
    const found = parseHost(value.value);
    return found === null
      ? []
      : [{ variable: name, host: found.host, port: found.port ?? portBeside(name, variables) }];
  });

function parseHost(text: string): Omit<WrittenHost, "variable"> | null {
  if (text.includes("://")) {
    const url = URL.parse(text);
    return url === null || url.hostname === ""
      ? null
      : { host: url.hostname, port: url.port === "" ? null : Number(url.port) };
  }
  const bare = BARE.exec(text);
  if (bare === null || NONE.test(text)) return null;
  const port = bare.groups?.["port"];
  const host = port === undefined ? text : text.slice(0, -port.length - 1);
  return { host, port: port === undefined ? null : Number(port) };
}

/** `CHROMA_PORT` beside `CHROMA_HOST`. */
function portBeside(name: string, variables: readonly ResolvedVariable[]): number | null {
  const sibling = variables.find((variable) => variable.name === name.replace(/_[A-Z]+$/u, "_PORT"))?.value;
  return sibling?.kind === "literal" && /^\d+$/u.test(sibling.value) ? Number(sibling.value) : null;
}
