import { recordOf, textOf } from "../../json/json-value.js";
import { byCalls } from "../resources/by-calls.js";
import { serviceDiscovery } from "../resources/calls.js";
import { pick } from "../resources/pick.js";
import type { TypeDecision } from "../resources/resource-maker.js";

export const PRIVATE_DNS_NAMESPACE: TypeDecision = {
  type: "AWS::ServiceDiscovery::PrivateDnsNamespace",
  proof: "proved",
  because: "Its VPC must be there, and services are refused without it. No name is resolved.",
  maker: byCalls({
    create: async ({ properties }, api) => {
      const asked = pick(properties, ["Name", "Vpc", "Description", "Tags"]);
      const answer = await serviceDiscovery(api, "CreatePrivateDnsNamespace", asked);
      const operation = await serviceDiscovery(api, "GetOperation", { OperationId: answer["OperationId"] ?? "" });
      const id = textOf(recordOf(recordOf(operation["Operation"])["Targets"])["NAMESPACE"]);
      const found = await serviceDiscovery(api, "GetNamespace", { Id: id });
      const namespace = recordOf(found["Namespace"]);
      const zone = recordOf(recordOf(namespace["Properties"])["DnsProperties"])["HostedZoneId"];
      return { physicalId: id, attributes: { Id: id, Arn: namespace["Arn"] ?? "", HostedZoneId: zone ?? "" } };
    },
    update: (physicalId) => Promise.resolve({ physicalId }),
    remove: async (physicalId, _asked, api) => {
      await serviceDiscovery(api, "DeleteNamespace", { Id: physicalId });
    },
  }),
};

export const DISCOVERY_SERVICE: TypeDecision = {
  type: "AWS::ServiceDiscovery::Service",
  proof: "proved",
  because: "Its namespace must be there; no name is resolved.",
  maker: byCalls({
    create: async ({ properties }, api) => {
      const asked = pick(properties, [
        "Name",
        "NamespaceId",
        "Description",
        "DnsConfig",
        "HealthCheckCustomConfig",
        "Tags",
      ]);
      const answer = await serviceDiscovery(api, "CreateService", asked);
      const service = recordOf(answer["Service"]);
      const id = textOf(service["Id"]);
      return { physicalId: id, attributes: { Id: id, Arn: service["Arn"] ?? "", Name: service["Name"] ?? "" } };
    },
    update: (physicalId) => Promise.resolve({ physicalId }),
    remove: async (physicalId, _asked, api) => {
      await serviceDiscovery(api, "DeleteService", { Id: physicalId });
    },
  }),
};
