import { expectPresent } from "@fairlead/errors";
import type { ResolvedApp, ResolvedBehavior, ResolvedCdn } from "@fairlead/model";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  FunctionEventType,
  OriginRequestPolicy,
  type ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import type { EdgeFunctionConfig } from "./edge-function-code.js";
import type { EdgeFunctions } from "./edge-functions.js";
import type { Origins } from "./origins.js";

/** What behaviors are made from. */
export interface BehaviorParts {
  readonly app: ResolvedApp;
  readonly cdn: ResolvedCdn;
  readonly origins: Origins;
  /** By site. */
  readonly siteHeaders: ReadonlyMap<string, ResponseHeadersPolicy>;
  readonly functions: EdgeFunctions;
}

/** One behavior in CloudFront's words. */
export function behaviorOptions(behavior: ResolvedBehavior, parts: BehaviorParts): BehaviorOptions {
  const edge = parts.functions.of(edgeConfig(behavior, parts));
  const functionAssociations =
    edge === null ? {} : { functionAssociations: [{ function: edge, eventType: FunctionEventType.VIEWER_REQUEST }] };
  const { to } = behavior;
  switch (to.kind) {
    case "ingress":
      return { ...TO_SERVICES, ...functionAssociations, origin: parts.origins.toIngress(to.rule) };
    case "site":
      return {
        ...TO_FILES,
        ...functionAssociations,
        origin: expectPresent(parts.origins.sites.get(to.site), `The origin of site ${to.site}`),
        responseHeadersPolicy: expectPresent(parts.siteHeaders.get(to.site), `The headers of site ${to.site}`),
      };
  }
}

/**
 * Nothing is kept, and all that the client sends is passed on: `Host`, by which tenants are told apart, `Authorization`, cookies, the
 * query, and what opens a WebSocket
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-working-with.websockets.html, 2026-11).
 */
const TO_SERVICES = {
  allowedMethods: AllowedMethods.ALLOW_ALL,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER,
  viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
  // CloudFront compresses only what it may keep.
  compress: false,
} as const satisfies Partial<BehaviorOptions>;

/** Kept for as long as the file's own `Cache-Control` says; no query, header or cookie makes it another file. */
const TO_FILES = {
  allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
  cachePolicy: CachePolicy.CACHING_OPTIMIZED,
  viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
  compress: true,
} as const satisfies Partial<BehaviorOptions>;

function edgeConfig({ path, to, sourceCidrs }: ResolvedBehavior, { app, cdn }: BehaviorParts): EdgeFunctionConfig {
  const ranges = [cdn.allowedCidrs, sourceCidrs].filter((list) => list.length > 0);
  if (to.kind === "ingress") return { ranges, files: null };
  const site = expectPresent(
    app.sites.find(({ name }) => name === to.site),
    `Site ${to.site}`,
  );
  const fallback = site.notFound.kind === "spa" ? "spa" : "folders";
  return { ranges, files: { mount: path.replace(/\/\*+$/, ""), fallback } };
}
