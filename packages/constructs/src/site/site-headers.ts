import { addressOf, type ResolvedApp, type ResolvedSite } from "@fairlead/model";
import { Duration } from "aws-cdk-lib";
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import { markAddress } from "../provenance/mark-address.js";
import { boundedName, environmentPrefix } from "../stacks/resource-names.js";

/** CloudFront takes 128 characters (API reference, ResponseHeadersPolicyConfig, assumed as of 2025). */
const POLICY_NAME_CHARACTERS = 128;

/**
 * The headers that OWASP's secure headers project asks of every page (assumed as of 2025). HSTS speaks of this host alone: what else
 * lies under the domain is not the site's to decide.
 */
export const siteHeaders = (scope: Construct, app: ResolvedApp, site: ResolvedSite): ResponseHeadersPolicy =>
  markAddress(
    new ResponseHeadersPolicy(scope, `Headers-${site.name}`, {
      responseHeadersPolicyName: boundedName(`${environmentPrefix(app)}-${site.name}`, POLICY_NAME_CHARACTERS),
      comment: `Of the site ${site.name}`,
      securityHeadersBehavior: {
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: false, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: true },
        ...(site.contentSecurityPolicy === null
          ? {}
          : { contentSecurityPolicy: { contentSecurityPolicy: site.contentSecurityPolicy, override: true } }),
      },
    }),
    addressOf("site", site.name),
  );
