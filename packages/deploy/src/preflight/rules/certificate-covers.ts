import { INGRESS_ADDRESS } from "@fairlead/model";
import type { ResolvedApp } from "@fairlead/model";
import type { Certificate } from "../../certificates/certificates.js";
import { observed } from "../observation.js";
import type { Observation, PreflightRule } from "../preflight-rule.js";

/** ACM renews 60 days before the end; what is nearer to it than this is not being renewed (ACM user guide, "Managed renewal", 2025). */
const NEAR_END_DAYS = 14;
const DAY_MS = 86_400_000;

export const certificateCovers: PreflightRule = {
  id: "certificate-covers",
  says: "the certificate is issued and covers every host",
  isEssential: false,
  run: async ({ target: { app } }, { certificates, clock }) => {
    const adopted = app.environment.domain?.certificate;
    if (adopted?.kind !== "adopt") return [];
    const certificate = await certificates.describe(adopted.arn);
    return certificate === null ? [missing(app, adopted.arn)] : judge(app, certificate, clock.nowMs());
  },
};

const missing = (app: ResolvedApp, arn: string): Observation =>
  observed(app, "error", {
    on: null,
    code: "CertificateMissing",
    message: `There is no certificate ${arn} in ${app.environment.region}.`,
    fix: "State the ARN of a certificate of this account and region, or leave `certificate` out: then one is made.",
  });

function judge(app: ResolvedApp, { arn, status, names, expiresAtMs }: Certificate, nowMs: number): Observation[] {
  const found: Observation[] = [];
  if (status !== "ISSUED")
    found.push(
      observed(app, "error", {
        on: null,
        code: "CertificateNotIssued",
        message: `The certificate ${arn} is ${status}; a listener takes none that is not ISSUED.`,
        fix: "Add the DNS records that ACM asks for to the domain's zone, and wait until it is issued.",
      }),
    );
  const open = (app.ingress?.hosts ?? []).filter((host) => !names.some((name) => covers(name, host)));
  if (open.length > 0)
    found.push(
      observed(app, "error", {
        on: INGRESS_ADDRESS,
        code: "CertificateCoversNotHost",
        message: `The certificate ${arn} is for ${names.join(", ")}, and not for ${open.join(", ")}.`,
        fix: "Take a certificate that has these names, or leave `certificate` out: then one is made for every host.",
      }),
    );
  if (status === "ISSUED" && expiresAtMs !== null && expiresAtMs - nowMs < NEAR_END_DAYS * DAY_MS)
    found.push(
      observed(app, "warning", {
        on: null,
        code: "CertificateNearItsEnd",
        message: `The certificate ${arn} ends on ${new Date(expiresAtMs).toISOString().slice(0, 10)}, and ACM has not renewed it.`,
        fix: "See that the records which validate it are still in DNS; an imported one has to be imported anew.",
      }),
    );
  return found;
}

/** A wildcard stands for exactly one label (RFC 6125, 6.4.3). */
function covers(name: string, host: string): boolean {
  if (!name.startsWith("*.")) return name.toLowerCase() === host.toLowerCase();
  const dot = host.indexOf(".");
  return dot > 0 && host.slice(dot + 1).toLowerCase() === name.slice(2).toLowerCase();
}
