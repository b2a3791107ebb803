import type { ResolvedDomain } from "@fairlead/model";
import { Certificate, CertificateValidation, type ICertificate } from "aws-cdk-lib/aws-certificatemanager";
import type { IHostedZone } from "aws-cdk-lib/aws-route53";
import type { Construct } from "constructs";

/**
 * The certificate for every host of the ingress, in the name of the environment's own host, which stays when others come and go.
 * ACM renews one that it validated by DNS for as long as the record stays.
 *
 * A host more or less is another certificate: CloudFormation has the new one issued and gives it to the listener before it
 * deletes the old one. In a zone that is made here the first deployment waits until the parent domain delegates to the zone's
 * name servers, which Route 53 lists as soon as the zone is there.
 */
export function hostCertificate(
  scope: Construct,
  { certificate, host }: ResolvedDomain,
  hosts: readonly string[],
  zone: IHostedZone,
): ICertificate {
  switch (certificate.kind) {
    case "adopt":
      return Certificate.fromCertificateArn(scope, "Certificate", certificate.arn);
    case "create": {
      const others = hosts.filter((other) => other !== host);
      return new Certificate(scope, "Certificate", {
        domainName: host,
        ...(others.length === 0 ? {} : { subjectAlternativeNames: others }),
        validation: CertificateValidation.fromDns(zone),
      });
    }
  }
}
