import { readFile } from "node:fs/promises";
import { StartupError } from "../errors/startup-error.js";

/**
 * @param variable that names the file; `null`: none does.
 * @returns its PEM.
 * @throws StartupError when the file can't be read.
 */
export async function readCertificateAuthority(variable: string, file: string | null): Promise<string | null> {
  if (file === null) return null;
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new StartupError(`${variable} names ${file}, which can't be read.`, { cause });
  }
}
