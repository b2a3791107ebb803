import type { Problem } from "@fairlead/errors";
import { addressOf, INGRESS_ADDRESS } from "../address.js";
import type { Check } from "../app/check.js";
import { formatDuration } from "../duration/duration.js";
import { joinPath } from "../problem/translate-issues.js";
import { CDN_LIMITS, CDN_REGION } from "./cdn-limits.js";

/** CloudFront waits no longer than it does, and takes certificates of one region and names of one form. */
export const checkCdn: Check = (app, description) => {
  const { ingress } = description;
  if (ingress === null || app.ingress?.cdn == null) return [];
  const options = typeof ingress.options.cdn === "object" ? ingress.options.cdn : {};
  return [
    ...(options.responseTimeout === undefined ? checkLongestResponse(app) : []),
    ...checkCertificate(options.certificate),
    ...Object.keys(ingress.options.routes).flatMap(checkHostPattern),
    ...checkAllowedCidrs(ingress.options.allowedCidrs ?? []),
    ...checkServices(app),
    ...checkBehaviors(app),
  ];
};

/** A response that may stay silent for longer than CloudFront waits would be cut. */
const checkLongestResponse = ({ services, ingress }: Parameters<Check>[0]): Problem[] =>
  services
    .filter(({ name }) => ingress?.routes.some(({ action }) => action.kind === "forward" && action.service === name))
    .filter(({ longestResponseSeconds }) => longestResponseSeconds > CDN_LIMITS.responseTimeoutSeconds)
    .map(({ name, longestResponseSeconds }) => ({
      path: `${addressOf("service", name)}.longestResponse`,
      code: "ResponseTooLongForCdn",
      message: `An answer of ${name} may take ${formatDuration(longestResponseSeconds)}, but CloudFront waits ${formatDuration(CDN_LIMITS.responseTimeoutSeconds)} at most for its first byte and for each further one (${formatDuration(CDN_LIMITS.raisedResponseTimeoutSeconds)} with a raised quota).`,
      fix: 'If the service sends something in between (tokens of a stream, a heartbeat), say how often with cdn: { responseTimeout: "60s" } in the ingress; otherwise answer at once and let the client ask again, or leave the CDN out.',
    }));

function checkCertificate(certificate: string | undefined): Problem[] {
  const region = certificate?.split(":")[3];
  if (region === undefined || region === CDN_REGION) return [];
  return [
    {
      path: `${INGRESS_ADDRESS}.cdn.certificate`,
      code: "CertificateInOtherRegion",
      message: `The certificate lies in ${region}; CloudFront takes those of ${CDN_REGION} alone.`,
      fix: `Take a certificate of ${CDN_REGION}, or leave it out to have one issued.`,
    },
  ];
}

/**
 * A wildcard stands for the whole first label of an alternate domain name
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html, assumed as of 2025).
 */
function checkHostPattern(key: string): Problem[] {
  const host = key.slice(0, Math.max(0, key.indexOf("/")));
  if (!/[*?]/u.test(host.replace(/^\*\./u, ""))) return [];
  return [
    {
      path: joinPath(INGRESS_ADDRESS, ["routes", key]),
      code: "HostPatternOnCdn",
      message: `CloudFront takes a wildcard only for the whole first part of a host, not "${host}".`,
      fix: `Use "*.${host.split(".").slice(1).join(".")}", or leave the CDN out.`,
    },
  ];
}

const checkAllowedCidrs = (ranges: readonly string[]): Problem[] =>
  ranges.length <= CDN_LIMITS.sourceRanges
    ? []
    : [
        {
          path: `${INGRESS_ADDRESS}.allowedCidrs`,
          code: "TooManySources",
          message: `A function at CloudFront's edges compares with ${CDN_LIMITS.sourceRanges} ranges at most, not ${ranges.length}.`,
          fix: "Join ranges into larger ones.",
        },
      ];

/** A load balancer that nothing is behind would cost money for nothing. */
function checkServices({ ingress }: Parameters<Check>[0]): Problem[] {
  const routes = ingress?.routes ?? [];
  const leadsToSites = routes.some(({ action }) => action.kind === "site");
  if (!leadsToSites || routes.some(({ action }) => action.kind === "forward")) return [];
  return [
    {
      path: `${INGRESS_ADDRESS}.routes`,
      code: "IngressWithoutService",
      message: "All routes lead to sites: the load balancer would have nothing behind it.",
      fix: "Leave the ingress out and return the sites as they are: { sites: [web] }.",
    },
  ];
}

const checkBehaviors = ({ cdn }: Parameters<Check>[0]): Problem[] =>
  (cdn?.distributions ?? [])
    .filter(({ behaviors }) => behaviors.length > CDN_LIMITS.behaviors)
    .map(({ name, behaviors }) => ({
      path: `${INGRESS_ADDRESS}.routes`,
      code: "TooManyBehaviors",
      message: `${name} has ${behaviors.length} routes that CloudFront must tell apart; a distribution takes ${CDN_LIMITS.behaviors}.`,
      fix: "Join routes with wildcards, and let the service tell the paths apart.",
    }));
