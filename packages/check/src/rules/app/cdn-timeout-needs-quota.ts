import { CDN_LIMITS, INGRESS_ADDRESS } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const cdnTimeoutNeedsQuota: AppRule = {
  code: "CdnTimeoutNeedsQuota",
  severity: "warning",
  title: "CloudFront is to wait longer than its quota allows",
  why: "CloudFront refuses a distribution that waits longer than the account's quota: the deployment fails at its last stack.",
  fix: 'Have the quota "Response timeout per origin" raised before the deployment, or state a shorter "responseTimeout".',
  link: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html",
  check: ({ ingress }) => {
    const seconds = ingress?.cdn?.responseTimeoutSeconds ?? 0;
    if (seconds <= CDN_LIMITS.responseTimeoutSeconds) return [];
    return [
      {
        address: INGRESS_ADDRESS,
        message: `CloudFront is to wait ${seconds} seconds for each next byte; an account's quota is ${CDN_LIMITS.responseTimeoutSeconds} until AWS raises it.`,
      },
    ];
  },
};
