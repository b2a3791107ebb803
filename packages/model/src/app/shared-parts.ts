import type { ResolvedDomain } from "../environment/resolved-environment.js";
import type { ResolvedIngress } from "../ingress/resolved-ingress.js";
import type { ResolvedNetwork } from "../network/resolved-network.js";
import type { DescribedApp } from "./described-app.js";

/** What an environment takes from the one that it shares. */
interface SharedOwner {
  readonly name: string;
  readonly network: ResolvedNetwork;
  readonly ingress: ResolvedIngress | null;
  /** Whether its load balancer has a certificate for the hosts of the environment that shares it. */
  readonly hasCertificate: boolean;
}

/** `owner`: `null` where everything is the environment's own. */
export interface SharedParts {
  readonly owner: SharedOwner | null;
  readonly prioritySalt: string;
}

/** Reads what is shared off the description. */
export function sharedParts(
  { sharing, environment: { options } }: DescribedApp,
  domain: ResolvedDomain | null,
): SharedParts {
  const owner = sharing?.owner ?? null;
  if (owner === null) return { owner: null, prioritySalt: "" };
  const stated = typeof options.shares === "object" ? options.shares : null;
  return {
    owner: {
      name: owner.environment.name,
      network: owner.network,
      ingress: owner.ingress,
      hasCertificate: stated?.hasCertificate ?? adoptTheSame(domain, owner.environment.domain),
    },
    prioritySalt: stated?.prioritySalt ?? "",
  };
}

const adoptTheSame = (left: ResolvedDomain | null, right: ResolvedDomain | null): boolean =>
  left?.certificate.kind === "adopt" &&
  right?.certificate.kind === "adopt" &&
  left.certificate.arn === right.certificate.arn;
