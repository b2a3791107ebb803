import type { Certificate, Certificates } from "../certificates/certificates.js";

export const fakeCertificates = (...certificates: readonly Certificate[]): Certificates => ({
  describe: (arn) => Promise.resolve(certificates.find((certificate) => certificate.arn === arn) ?? null),
});
