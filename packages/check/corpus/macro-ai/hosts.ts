import { ingress, site } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import { listOf, recordsOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { anApi } from "./parts.js";
import { propertiesOf, someAndAll } from "./read-templates.js";

const STAGING = { environment: { domain: "staging.macro-ai.example.com" } } as const;
const API_HOST = "api.staging.macro-ai.example.com";

const onOwnHost = (options: Parameters<typeof anApi>[0] = {}) => ({
  ingress: ingress({ routes: { [`${API_HOST}/*`]: anApi(options) } }),
});

const rules = (graph: TemplateGraph) => propertiesOf(graph, "AWS::ElasticLoadBalancingV2::ListenerRule");

/** Hosts that the load balancer's rules answer on. */
const ruleHosts = (graph: TemplateGraph): string[] =>
  rules(graph).flatMap(({ Conditions: conditions }) =>
    recordsOf(conditions).flatMap(({ HostHeaderConfig: config }) =>
      recordsOf(config).flatMap(({ Values: values }) => listOf(values).map(String)),
    ),
  );

const certifiedHosts = (graph: TemplateGraph): unknown[] =>
  propertiesOf(graph, "AWS::CertificateManager::Certificate").flatMap(
    ({ DomainName: host, SubjectAlternativeNames: others }) => [host, ...listOf(others)],
  );

/** Names, certificates, and the rules that tell requests apart. */
export const HOST_MISTAKES: readonly Mistake[] = [
  {
    id: "two-on-one-host",
    mistake:
      "Web client and API were given the same host, each with a DNS record of its own: one of them is never reached.",
    outcome: {
      kind: "refused",
      app: () =>
        describeRoots(
          {
            ingress: ingress({ routes: { "/*": anApi() } }),
            sites: [site("client-ui", { folder: "client-ui/dist", host: "staging.macro-ai.example.com" })],
          },
          STAGING,
        ),
      problem: "HostTaken",
    },
  },
  {
    id: "certificate-that-does-not-cover",
    mistake: "The certificate is for the domain, the API answers on `api.` of it: browsers refuse the connection.",
    outcome: {
      kind: "unwritable",
      because: "The certificate is issued for every host that a route names.",
      app: () => describeRoots(onOwnHost(), STAGING),
      holds: (graph) =>
        ruleHosts(graph).includes(API_HOST) && ruleHosts(graph).every((host) => certifiedHosts(graph).includes(host)),
    },
  },
  {
    id: "staging-staging",
    mistake: "The allowed origin was put together with `staging.` twice: the browser refuses every answer.",
    outcome: {
      kind: "found",
      in: () =>
        describeRoots(
          onOwnHost({ env: { CORS_ALLOWED_ORIGINS: "https://staging.staging.macro-ai.example.com" } }),
          STAGING,
        ),
      finding: "HostNobodyAnswers",
      on: "services.api",
    },
  },
  {
    id: "validation-record-twice",
    mistake:
      "Two stacks wrote the record that validates the certificate into the same zone: the second deployment failed.",
    outcome: {
      kind: "unwritable",
      because: "ACM validates by itself in the zone that it is given; no template writes such a record.",
      app: () => describeRoots(onOwnHost(), STAGING),
      holds: (graph) =>
        someAndAll(
          propertiesOf(graph, "AWS::Route53::RecordSet"),
          ({ Type: type, AliasTarget: alias }) => type !== "CNAME" && alias !== undefined,
        ),
    },
  },
  {
    id: "priority-by-number",
    mistake:
      "A preview's rule has the priority 100 plus the number of its pull request, in a space that others use as well.",
    outcome: {
      kind: "unwritable",
      because: "A rule's priority follows from its host and path, with room for the more specific before it.",
      app: () => describeRoots(onOwnHost(), STAGING),
      holds: (graph) =>
        new Set(rules(graph).map(({ Priority: priority }) => priority)).size === rules(graph).length &&
        someAndAll(rules(graph), ({ Priority: priority }) => typeof priority === "number"),
    },
  },
  {
    id: "more-rules-than-a-listener-has",
    mistake: "Every preview adds its rules to one listener, which takes a hundred.",
    outcome: {
      kind: "refused",
      app: () => {
        const api = anApi();
        const routes = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`/preview-${at}/*`, api]));
        return describeRoots({ ingress: ingress({ routes }) });
      },
      problem: "TooManyRoutes",
    },
  },
];
