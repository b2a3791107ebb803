import { UserError } from "@fairlead/errors";
import { z } from "zod";
import { SecretText } from "../secrets/secret-text.js";

const tokenSchema = z
  .object({ token: z.string().optional(), access_token: z.string().optional() })
  .transform(({ token, access_token }) => token ?? access_token ?? "");

/**
 * Fetches what a registry gives to everyone who asks, e.g. Docker Hub, GHCR and ECR Public.
 * https://distribution.github.io/distribution/spec/auth/token/ (2026-11)
 */
export async function bearerToken(
  challenge: string,
  host: string,
  signal: AbortSignal | undefined,
): Promise<SecretText> {
  const fields = new Map([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]));
  const realm = fields.get("realm");
  const scheme = /^bearer\b/iu.test(challenge);
  if (!scheme || realm === undefined) throw notPublic(host);
  const url = new URL(realm);
  for (const key of ["service", "scope"]) {
    const value = fields.get(key);
    if (value !== undefined) url.searchParams.set(key, value);
  }
  const response = await fetch(url, signal === undefined ? {} : { signal });
  if (!response.ok) throw notPublic(host);
  const token = tokenSchema.parse(await response.json());
  return new SecretText(`Bearer ${token}`);
}

const notPublic = (host: string): UserError =>
  UserError.of("RegistryRefused", {
    message: `The registry ${host} gives the image to nobody without a login.`,
    fix: "Copy the image to an ECR repository of yours first, as with `docker buildx imagetools create`, and name it there.",
  });
