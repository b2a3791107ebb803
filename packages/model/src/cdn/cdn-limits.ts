/** What CloudFront allows. */
export const CDN_LIMITS = {
  /**
   * The default quota of the origin's response timeout; it was 60 until 2025
   * (https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomOriginConfig.html, and aws-cdk-lib 2.276: "The default
   * quota allows up to 120 seconds; higher values require an approved limit increase", both read 2026-11).
   */
  responseTimeoutSeconds: 120,
  /** The most that AWS has raised it to on request (https://github.com/aws/aws-cdk/issues/18628, read 2026-11). */
  raisedResponseTimeoutSeconds: 180,
  /** Cache behaviours of a distribution; the default quota is assumed from the developer guide, "Quotas", as of 2025. */
  behaviors: 75,
  /** A function at the edge takes 10 KB; 200 ranges are 4 of them (developer guide, "Quotas", assumed as of 2025). */
  sourceRanges: 200,
} as const;

/** CloudFront's certificates and firewalls lie there, wherever its edges are (developer guide, "Requirements for using SSL/TLS certificates", 2026-11). */
export const CDN_REGION = "us-east-1";
