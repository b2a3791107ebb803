import { textOf } from "@fairlead/check";
import { endpointService } from "../resources/endpoint-services.js";
import type { Adviser } from "./proposal.js";

/** S3's gateway endpoint costs nothing, and layers of images come from S3. */
export const gatewayEndpoint: Adviser = ({ graph }) => {
  const hasS3 = graph.ofType("AWS::EC2::VPCEndpoint").some((each) => endpointService(each) === "s3");
  if (hasS3 || graph.ofType("AWS::EC2::NatGateway").length === 0) return null;
  return {
    name: "s3-endpoint",
    what: "Add a gateway endpoint for S3, which costs nothing, so that images don't pass NAT.",
    risk: "None that is known: routes of the private subnets change, and open connections to S3 are made anew.",
    added: {
      AdvisedEndpoint: {
        Type: "AWS::EC2::VPCEndpoint",
        Properties: { VpcEndpointType: "Gateway", ServiceName: "com.amazonaws.region.s3" },
      },
    },
  };
};

/** Interface endpoints where NAT is there anyhow and would carry their traffic for less than their hours. */
export const noInterfaceEndpoints: Adviser = ({ graph }) => {
  const endpoints = graph
    .ofType("AWS::EC2::VPCEndpoint")
    .filter(({ properties }) => textOf(properties["VpcEndpointType"]) === "Interface");
  if (endpoints.length === 0 || graph.ofType("AWS::EC2::NatGateway").length === 0) return null;
  const names = endpoints.map(endpointService).toSorted().join(", ");
  return {
    name: "no-interface-endpoints",
    what: `Let NAT carry what goes to ${names}: the endpoints' hours cost more than their traffic.`,
    risk: "Calls to these services of AWS go over the internet's side of NAT, still by TLS, and fail with it.",
    change: (resource) => (endpoints.includes(resource) ? null : "kept"),
  };
};
