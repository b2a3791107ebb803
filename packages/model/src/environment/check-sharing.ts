import type { Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import type { ResolvedApp } from "../app/resolved-app.js";
import type { ResolvedIngress } from "../ingress/resolved-ingress.js";
import { checkRotation } from "../network/check-adopted-network.js";

/** What an environment uses of another one is there, and is in reach. */
export const checkSharing: Check = (app, { sharing, environment }) => {
  if (sharing?.owner == null) return [];
  const base = addressOf("environment", environment.name);
  const path = `${base}.shares`;
  const { owner } = sharing;
  return [
    ...checkPlace(path, app, owner),
    ...(environment.options.network === undefined ? [] : [networkTwice(`${base}.network`, sharing.of)]),
    ...(environment.options.zones === undefined ? [] : [networkTwice(`${base}.zones`, sharing.of)]),
    ...checkRotation(path, app),
    ...(app.ingress === null ? [] : checkIngress(path, app, owner)),
    ...checkCertificate(app, sharing.others),
  ];
};

function checkPlace(path: string, { environment }: ResolvedApp, { environment: owner }: ResolvedApp): Problem[] {
  const places = [
    ["region", owner.region, environment.region],
    ["account", owner.account, environment.account],
  ] as const;
  return places.flatMap(([what, of, own]) =>
    of === own
      ? []
      : [
          {
            path,
            code: "SharesElsewhere",
            message: `The ${what} of "${owner.name}" is ${of ?? "not stated"}, that of "${environment.name}" ${own ?? "is not stated"}: a VPC is used where it is.`,
            fix: `Give both environments the same ${what}.`,
          },
        ],
  );
}

const networkTwice = (path: string, of: string): Problem => ({
  path,
  code: "SharedNetworkDescribed",
  message: `The network is "${of}"'s, so nothing is decided about it here.`,
  fix: `Remove it, or write it in "${of}".`,
});

function checkIngress(path: string, app: ResolvedApp, owner: ResolvedApp): Problem[] {
  if (app.environment.domain === null) return [withoutHost(app)];
  if (owner.ingress?.tls == null) return [nothingToShare(path, owner)];
  if (owner.ingress.cdn !== null) return [behindCdn(path, owner)];
  const taken = owner.ingress.hosts.filter((host) => app.ingress?.hosts.includes(host));
  return taken.map((host) => hostTaken(app, owner, host));
}

const withoutHost = ({ environment: { name } }: ResolvedApp): Problem => ({
  path: `${addressOf("environment", name)}.domain`,
  code: "SharerWithoutHost",
  message: `"${name}" shares a load balancer, which tells environments apart by their hosts, and has none.`,
  fix: 'Give it a domain of its own, e.g. domain: "pr-12.dev.example.com".',
});

const nothingToShare = (path: string, { environment: { name } }: ResolvedApp): Problem => ({
  path,
  code: "NoLoadBalancerToShare",
  message: `"${name}" has no load balancer with HTTPS.`,
  fix: `Give "${name}" an ingress and a domain, or leave shares out.`,
});

const behindCdn = (path: string, { environment: { name } }: ResolvedApp): Problem => ({
  path,
  code: "SharedBehindCdn",
  message: `The load balancer of "${name}" takes requests from its own CloudFront distributions alone.`,
  fix: `Share an environment without cdn, or leave cdn out in "${name}".`,
});

const hostTaken = ({ environment: { name } }: ResolvedApp, owner: ResolvedApp, host: string): Problem => ({
  path: `${addressOf("environment", name)}.domain`,
  code: "HostTaken",
  message: `${host} is "${owner.environment.name}"'s.`,
  fix: "Give the environment a host of its own.",
});

/** What one environment adds to the load balancer goes with it, though another one needs it as well. */
function checkCertificate({ environment, ingress }: ResolvedApp, others: readonly ResolvedApp[]): Problem[] {
  const own = environment.domain?.certificate;
  if (own?.kind !== "adopt" || ingress === null || addsNone(ingress)) return [];
  return others
    .filter(({ environment: { domain } }) => domain?.certificate.kind === "adopt" && domain.certificate.arn === own.arn)
    .map(({ environment: { name } }) => ({
      path: `${addressOf("environment", environment.name)}.domain.certificate`,
      code: "CertificateAddedTwice",
      message: `"${name}" adds the same certificate to the load balancer; when one of the two environments goes, it is taken from the other.`,
      fix: 'Let the owner of the load balancer adopt it, and state shares: { of: "…", hasCertificate: true }.',
    }))
    .slice(0, 1);
}

const addsNone = ({ loadBalancer }: ResolvedIngress): boolean =>
  loadBalancer.kind === "create" || loadBalancer.hasCertificate;
