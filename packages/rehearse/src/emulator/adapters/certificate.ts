import { textOf } from "../../json/json-value.js";
import { byCalls } from "../resources/by-calls.js";
import { acm } from "../resources/calls.js";
import { pick } from "../resources/pick.js";
import type { TypeDecision } from "../resources/resource-maker.js";

export const CERTIFICATE: TypeDecision = {
  type: "AWS::CertificateManager::Certificate",
  proof: "proved",
  because:
    "Listeners are refused without it. That its hosted zone is there, its record is written and it is issued is assumed.",
  maker: byCalls({
    create: async ({ properties }, api) => {
      const asked = pick(properties, ["DomainName", "SubjectAlternativeNames", "ValidationMethod", "Tags"]);
      const answer = await acm(api, "RequestCertificate", asked);
      return { physicalId: textOf(answer["CertificateArn"]) };
    },
    remove: async (physicalId, _asked, api) => {
      await acm(api, "DeleteCertificate", { CertificateArn: physicalId });
    },
  }),
};
