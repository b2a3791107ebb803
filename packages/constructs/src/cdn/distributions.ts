import { expectPresent } from "@fairlead/errors";
import type { ResolvedDistribution } from "@fairlead/model";
import { Duration } from "aws-cdk-lib";
import type { ICertificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  Distribution,
  type ErrorResponse,
  HttpVersion,
  PriceClass,
  SecurityPolicyProtocol,
} from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import { environmentPrefix } from "../stacks/resource-names.js";
import { type BehaviorParts, behaviorOptions } from "./behaviors.js";

/** What a distribution is made from. */
export interface DistributionParts extends BehaviorParts {
  /** `null`: CloudFront's own name and certificate. */
  readonly certificate: ICertificate | null;
  /** `null`: no firewall. */
  readonly webAclArn: string | null;
}

const PRICE_CLASSES = {
  "100": PriceClass.PRICE_CLASS_100,
  "200": PriceClass.PRICE_CLASS_200,
  all: PriceClass.PRICE_CLASS_ALL,
} as const;

/** The page that stands in place of an error is not kept for long: the file may be there a minute later. */
const ERROR_TTL = Duration.seconds(10);

/** Makes the distribution of one host. */
export function makeDistribution(
  scope: Construct,
  resolved: ResolvedDistribution,
  parts: DistributionParts,
): Distribution {
  const { name, host, behaviors } = resolved;
  const { app, cdn, certificate, webAclArn } = parts;
  const rest = expectPresent(behaviors.at(-1), `The last behavior of ${name}`);
  return new Distribution(scope, `Distribution-${name}`, {
    comment: `${environmentPrefix(app)} ${name}`,
    defaultBehavior: behaviorOptions(rest, parts),
    additionalBehaviors: Object.fromEntries(
      behaviors.slice(0, -1).map((behavior) => [behavior.path, behaviorOptions(behavior, parts)]),
    ),
    errorResponses: errorResponses(resolved, parts),
    // A bucket's root would be a list of its files.
    ...(rest.to.kind === "site" ? { defaultRootObject: "index.html" } : {}),
    ...(host === null || certificate === null
      ? {}
      : {
          domainNames: [host],
          certificate,
          minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        }),
    ...(webAclArn === null ? {} : { webAclId: webAclArn }),
    priceClass: PRICE_CLASSES[cdn.priceClass],
    httpVersion: HttpVersion.HTTP2_AND_3,
    enableIpv6: acceptsIpv6(resolved, parts),
  });
}

/** Ranges are of IPv4: a client that comes by IPv6 would be in none of them. */
export const acceptsIpv6 = ({ behaviors }: ResolvedDistribution, { cdn }: Pick<BehaviorParts, "cdn">): boolean =>
  cdn.allowedCidrs.length === 0 && behaviors.every(({ sourceCidrs }) => sourceCidrs.length === 0);

/** Only of a host that is one site's and nothing else's: error pages are the whole distribution's, a service's answers included. */
function errorResponses({ behaviors }: ResolvedDistribution, { app }: BehaviorParts): ErrorResponse[] {
  const [only, ...others] = behaviors;
  const { to } = expectPresent(only, "The only behavior");
  if (others.length > 0 || to.kind !== "site") return [];
  const site = app.sites.find(({ name }) => name === to.site);
  if (site?.notFound.kind !== "page") return [];
  return [{ httpStatus: 404, responseHttpStatus: 404, responsePagePath: `/${site.notFound.page}`, ttl: ERROR_TTL }];
}
