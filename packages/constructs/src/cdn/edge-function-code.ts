/** What a function at CloudFront's edges does to a request before anything else. */
export interface EdgeFunctionConfig {
  /** Lists of IPv4 ranges; a client must be in one range of each list. */
  readonly ranges: readonly (readonly string[])[];
  /** How a path becomes a file; `null`: it goes to a service as it is. */
  readonly files: {
    /** What the site's paths begin with, without a slash at the end; empty: it has the whole host. */
    readonly mount: string;
    /** `spa`: a path that is no file gets `index.html`; `folders`: it gets the `index.html` of its folder. */
    readonly fallback: "spa" | "folders";
  } | null;
}

/**
 * Runs in CloudFront's JavaScript runtime 2.0
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html, 2026-11). A client with
 * an IPv6 address is in no range. That a function is asked before a WebSocket is opened, as before any request, is assumed.
 */
const HANDLER = `
function toNumber(address) {
  const parts = address.split(".");
  if (parts.length !== 4) return null;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

function isInRange(address, range) {
  const number = toNumber(address);
  const [network, prefix] = range.split("/");
  const size = Math.pow(2, 32 - Number(prefix));
  return number !== null && Math.floor(number / size) === Math.floor(toNumber(network) / size);
}

function fileOf(path) {
  const rest = path.slice(files.mount.length);
  if (rest.slice(rest.lastIndexOf("/")).includes(".")) return rest;
  if (files.fallback === "spa") return "/index.html";
  return (rest.endsWith("/") ? rest : rest + "/") + "index.html";
}

function handler(event) {
  const request = event.request;
  if (!ranges.every((list) => list.some((range) => isInRange(event.viewer.ip, range)))) {
    return { statusCode: 403, statusDescription: "Forbidden" };
  }
  if (files !== null) request.uri = fileOf(request.uri);
  return request;
}
`;

/** Tells whether a request needs a function at all. */
export const needsEdgeFunction = ({ ranges, files }: EdgeFunctionConfig): boolean =>
  ranges.length > 0 || files !== null;

/** The code of such a function. */
export const edgeFunctionCode = ({ ranges, files }: EdgeFunctionConfig): string =>
  `const ranges = ${JSON.stringify(ranges)};\nconst files = ${JSON.stringify(files)};\n${HANDLER}`;
