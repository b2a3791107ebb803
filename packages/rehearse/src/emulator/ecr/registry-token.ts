const USER = "AWS:region-";

/** A login of the registry, which is of one region as in ECR: here nothing but the token tells it, since all share one host. */
export const tokenOf = (region: string): string => Buffer.from(`${USER}${region}`).toString("base64");

/** `null` for a header that holds no token. */
export function regionOfToken(authorization: string): string | null {
  const [kind, token = ""] = authorization.split(" ");
  const decoded = Buffer.from(token, "base64").toString("utf8");
  return kind === "Basic" && decoded.startsWith(USER) ? decoded.slice(USER.length) : null;
}
