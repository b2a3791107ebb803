import { createHash } from "node:crypto";

/** SHA-256 of a plain value, in hexadecimal digits. */
export const hashOf = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");
