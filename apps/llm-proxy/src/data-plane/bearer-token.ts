/** Longer ones are no tokens; hashing them would only cost. */
const MAX_TOKEN_LENGTH = 512;

/** @returns `null`: no token, or none in a form that one could have. */
export function bearerToken(header: string | undefined): string | null {
  if (header === undefined || header.length > MAX_TOKEN_LENGTH || !/^bearer /i.test(header)) return null;
  const token = header.slice("bearer ".length).trim();
  return token === "" ? null : token;
}
