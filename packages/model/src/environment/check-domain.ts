import type { Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import type { ResolvedDomain } from "./resolved-environment.js";

/** The host lies in its zone, the certificate in the environment's region. */
export const checkDomain: Check = ({ environment }) => {
  const { domain, region, name } = environment;
  if (domain === null) return [];
  const path = `${addressOf("environment", name)}.domain`;
  return [...checkZone(path, domain), ...checkCertificate(path, { domain, region })];
};

function checkZone(path: string, { host, hostedZone }: ResolvedDomain): Problem[] {
  if (host === hostedZone.name || host.endsWith(`.${hostedZone.name}`)) return [];
  return [
    {
      path: `${path}.hostedZone`,
      code: "HostOutsideZone",
      message: `${host} does not lie in the hosted zone ${hostedZone.name}.`,
      fix: `Name the zone that the host lies in, e.g. "${host.split(".").slice(1).join(".")}".`,
    },
  ];
}

function checkCertificate(
  path: string,
  { domain, region }: { readonly domain: ResolvedDomain; readonly region: string },
): Problem[] {
  if (domain.certificate.kind !== "adopt") return [];
  const certificateRegion = domain.certificate.arn.split(":")[3];
  if (certificateRegion === region) return [];
  return [
    {
      path: `${path}.certificate`,
      code: "CertificateInOtherRegion",
      message: `The certificate lies in ${certificateRegion ?? "no region"}; a load balancer in ${region} can't use it.`,
      fix: `Take a certificate of ${region}, or leave it out to have one issued.`,
    },
  ];
}
