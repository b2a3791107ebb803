import { ACMClient, DescribeCertificateCommand } from "@aws-sdk/client-acm";
import { isAwsCode } from "../aws/aws-error-facts.js";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import type { Certificates } from "./certificates.js";

export function awsCertificates(configuration: ClientConfiguration): Certificates {
  const acm = new ACMClient(configuration);
  return {
    describe: (arn) =>
      explained({ doing: "read the certificate", subject: arn }, async () => {
        try {
          const { Certificate: found } = await acm.send(new DescribeCertificateCommand({ CertificateArn: arn }));
          if (found === undefined) return null;
          const { Status = "UNKNOWN", DomainName, SubjectAlternativeNames = [], NotAfter } = found;
          return {
            arn,
            status: Status,
            names: [...new Set([...(DomainName === undefined ? [] : [DomainName]), ...SubjectAlternativeNames])],
            expiresAtMs: NotAfter?.getTime() ?? null,
          };
        } catch (error) {
          if (isAwsCode(error, "ResourceNotFoundException")) return null;
          throw error;
        }
      }),
  };
}
