import type { CdnOptions } from "../cdn/cdn.js";
import { findDeclarationSite } from "../part/declaration-site.js";
import { makePart, type Part } from "../part/part.js";
import type { Site } from "../site/site.js";

/** Where a route leads, and for whom. */
export type RouteOptions =
  | Part<"service">
  | Site
  | {
      readonly to: Part<"service"> | Site;
      /** IPv4 ranges that may use the route; default all that may reach the load balancer. */
      readonly from?: readonly string[] | undefined;
      /**
       * The pool whose users alone get through: the load balancer signs them in on Cognito's pages before it passes a request on, and
       * tells the service who it is in signed headers (`x-amzn-oidc-data`). For people with a browser; needs a domain.
       */
      readonly signIn?: SignInOptions | undefined;
    };

/** Who is let through, and for how long. */
export type SignInOptions =
  | Part<"userPool">
  | {
      readonly pool: Part<"userPool">;
      /**
       * How long a sign-in lasts, `"5m"` to `"7d"`; default 12 hours: once in a working day. Whoever is taken out of the pool keeps
       * their session until then.
       */
      readonly session?: string | undefined;
    };

/** A load balancer that exists: rules, certificates and target groups are added to it, and nothing of it is changed. */
export interface LoadBalancerOptions {
  readonly adopt: {
    readonly arn: string;
    /** Its HTTPS listener. */
    readonly listenerArn: string;
    readonly securityGroupId: string;
    /** Its own name, e.g. `web-123.us-east-1.elb.amazonaws.com`, and the hosted zone of that, which records point to. */
    readonly dnsName: string;
    readonly canonicalHostedZoneId: string;
    /** Seconds that it waits for the next byte; default 60, which is a load balancer's own. */
    readonly idleTimeoutSeconds?: number | undefined;
    /**
     * Whether a certificate of the listener covers the environment's hosts already; default false: one is added. What was added goes with the
     * environment, so a certificate that others need as well must not be.
     */
    readonly hasCertificate?: boolean | undefined;
  };
  /** Any text; changes the places of the rules among those that the listener has. To be set when AWS finds one taken. */
  readonly prioritySalt?: string | undefined;
}

export interface IngressOptions {
  /**
   * Services and sites by `"/path-pattern"` on the environment's domain, or by `"host/path-pattern"`. `*` stands for any characters, `?`
   * for one. What matches no route is answered with 404.
   */
  readonly routes: Readonly<Record<string, RouteOptions>>;
  /**
   * CloudFront in front of it all; default none. What services answer is never kept there, and all that a client sends reaches
   * them. The load balancer then takes requests from CloudFront alone, and the firewall stands at CloudFront's edges. Sites need it.
   */
  readonly cdn?: boolean | CdnOptions | undefined;
  /** A load balancer that exists, in the VPC of `network.adopt`; default one is made. */
  readonly loadBalancer?: LoadBalancerOptions | undefined;
  /** IPv4 ranges that may connect at all; default everyone (`["0.0.0.0/0"]`): an ingress is there to be reached. */
  readonly allowedCidrs?: readonly string[] | undefined;
  /** AWS WAF before the load balancer or, with a CDN, at its edges; default the tier's. */
  readonly waf?:
    | boolean
    | {
        /** Requests of one address in five minutes before it is blocked, 10 to 2000000000; default 2000. */
        readonly rateLimit?: number | undefined;
        /** Rules of AWS's common rule set that only count, beside all those of any group that misfire on prompts. */
        readonly countOnly?: readonly string[] | undefined;
      }
    | undefined;
  /**
   * Paths that are never public, on any host. Default `["/metrics", "/metrics/*"]`: most LLM servers publish their metrics
   * there without asking who reads them.
   */
  readonly private?: readonly string[] | undefined;
  /** How long the load balancer waits for the next byte, `"1s"` to `"4000s"`; default the longest response of its services. */
  readonly idleTimeout?: string | undefined;
}

/** The load balancer of an environment and its routes. */
export type Ingress = Part<"ingress">;

/** Declares what is reachable from the internet: an Application Load Balancer and its routes. */
export function ingress(options: IngressOptions): Ingress {
  return makePart({ kind: "ingress", name: "ingress", options, source: findDeclarationSite(ingress) });
}
