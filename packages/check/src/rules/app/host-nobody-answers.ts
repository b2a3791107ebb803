import { addressOf, type ResolvedApp } from "@fairlead/model";
import type { AppRule } from "../rule.js";

const HOST_OF_URL = /\b(?:https?|wss?):\/\/([a-z0-9*.-]+)/giu;

const answeringHosts = ({ ingress, cdn }: ResolvedApp): string[] =>
  [...(ingress?.hosts ?? []), ...(cdn?.distributions ?? []).flatMap(({ host }) => host ?? [])].filter(
    (host, at, all) => all.indexOf(host) === at,
  );

const answers = (host: string, known: readonly string[]): boolean =>
  known.some((each) => each === host || (each.startsWith("*.") && host.endsWith(each.slice(1))));

/** Hosts in the URLs of a text that are the environment's by their names. */
const ownHosts = (text: string, domain: string): string[] =>
  [...text.matchAll(HOST_OF_URL)]
    .map(([, host = ""]) => host.toLowerCase())
    .filter((host) => host === domain || host.endsWith(`.${domain}`));

export const hostNobodyAnswers: AppRule = {
  code: "HostNobodyAnswers",
  severity: "note",
  title: "A variable names a host of the domain that nothing answers on",
  why: "A browser compares origins letter by letter: with a host that is none, every call of the web client is refused, and every link is dead.",
  fix: "Take the host from `environment.domain`, which `build` is given, instead of putting it together.",
  link: "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS",
  check: (app) => {
    const domain = app.environment.domain?.host;
    const known = answeringHosts(app);
    if (domain === undefined || known.length === 0) return [];
    return app.services.flatMap(({ name, environment }) =>
      environment.flatMap(({ name: variable, value }) =>
        (value.kind === "literal" ? ownHosts(value.value, domain) : [])
          .filter((host) => !answers(host, known))
          .map((host) => ({
            address: addressOf("service", name),
            message: `Service "${name}" is told of ${host} by ${variable}; the environment answers on ${known.join(", ")}.`,
          })),
      ),
    );
  },
};
