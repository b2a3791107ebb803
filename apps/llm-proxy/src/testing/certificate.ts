import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { findProgram } from "./debian-program.js";

const run = promisify(execFile);

export interface TestCertificate {
  /** PEM; it signs itself, so it is its own authority. */
  readonly certificate: string;
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** For 127.0.0.1 and localhost, valid for two days; its files lie in the folder. */
export async function makeCertificate(folder: string): Promise<TestCertificate> {
  const certificateFile = join(folder, "server.crt");
  const keyFile = join(folder, "server.key");
  const openssl = await findProgram({ names: ["openssl"], package: "openssl" });
  await run(openssl, [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
    ...["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"],
    ...["-keyout", keyFile, "-out", certificateFile],
  ]);
  return { certificate: await readFile(certificateFile, "utf8"), certificateFile, keyFile };
}
