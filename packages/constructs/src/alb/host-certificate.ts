import { Fault } from "@fairlead/errors";
import type { ResolvedDomain } from "@fairlead/model";
import { Certificate, CertificateValidation, type ICertificate } from "aws-cdk-lib/aws-certificatemanager";
import type { IHostedZone } from "aws-cdk-lib/aws-route53";
import type { Construct } from "constructs";

/** The certificate for every host of the ingress. ACM renews one that it validated by DNS for as long as the record stays. */
export function hostCertificate(
  scope: Construct,
  { certificate }: ResolvedDomain,
  hosts: readonly string[],
  zone: IHostedZone,
): ICertificate {
  switch (certificate.kind) {
    case "adopt":
      return Certificate.fromCertificateArn(scope, "Certificate", certificate.arn);
    case "create": {
      const [first, ...others] = hosts;
      if (first === undefined) throw new Fault("NoHost", "A certificate was asked for without a host to issue it for.");
      return new Certificate(scope, "Certificate", {
        domainName: first,
        ...(others.length === 0 ? {} : { subjectAlternativeNames: others }),
        validation: CertificateValidation.fromDns(zone),
      });
    }
  }
}
