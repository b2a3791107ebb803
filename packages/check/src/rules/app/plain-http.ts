import { INGRESS_ADDRESS } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const plainHttp: AppRule = {
  code: "PlainHttp",
  severity: "warning",
  title: "The load balancer answers over plain HTTP",
  why: "Prompts, answers and API tokens cross the internet readable and changeable by whoever stands in between.",
  fix: 'Give the environment a "domain"; the certificate, the HTTPS listener and the redirect follow from it.',
  link: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
  check: ({ ingress, environment }) =>
    ingress?.tls !== null
      ? []
      : [
          {
            address: INGRESS_ADDRESS,
            message:
              ingress.cdn === null
                ? `The load balancer of ${environment.name} answers over plain HTTP, because the environment has no domain.`
                : `CloudFront asks the load balancer of ${environment.name} over plain HTTP, because the environment has no domain; clients ask CloudFront over HTTPS.`,
            // A minimal environment is for trying things out and has no domain by default.
            severity: environment.tier === "minimal" ? "note" : "warning",
          },
        ],
};
