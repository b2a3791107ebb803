import { ingress, service } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import { edgesOf, type NetworkEdge } from "../../src/reach/reachable-edges.js";
import { partyKey, partyName } from "../../src/reach/party.js";
import { listOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { api, apiImage, behindCdn, database } from "./parts.js";

const withDatabase = () =>
  describeRoots({ services: [service("api", { image: apiImage, env: { DATABASE_URL: database.url } })] });

/** The load balancer lets in lists that AWS keeps, and nothing else. */
function onlyListsEnter(graph: TemplateGraph): boolean {
  const entering = edgesOf(graph).filter(({ to }) => to.kind === "group" && partyName(to) === "ingress");
  return entering.length > 0 && entering.every(({ from }) => from.kind === "list");
}

/** Tasks reach one group on the database's port, and that one alone reaches another. */
function leadsThroughProxy(graph: TemplateGraph): boolean {
  const onPort = edgesOf(graph).filter(({ fromPort, toPort }) => fromPort === 5432 && toPort === 5432);
  const isTask = ({ from }: NetworkEdge): boolean => partyName(from) === "services.api";
  const proxies = new Set(onPort.filter(isTask).map(({ to }) => partyKey(to)));
  const behind = onPort.filter(({ from }) => proxies.has(partyKey(from)));
  return proxies.size === 1 && behind.length === 1 && behind.every(({ to }) => !proxies.has(partyKey(to)));
}

/** Every private subnet's route table has the way to S3 that passes no NAT. */
function reachesS3WithoutNat(graph: TemplateGraph): boolean {
  const tables = graph
    .ofType("AWS::EC2::RouteTable")
    .filter(({ constructPath }) => constructPath.includes("PrivateSubnet"));
  const served = graph
    .ofType("AWS::EC2::VPCEndpoint")
    .filter(({ properties }) => properties["VpcEndpointType"] === "Gateway")
    .flatMap(({ stack, properties }) =>
      listOf(properties["RouteTableIds"]).map((id) => graph.follow(stack, id)?.resource.logicalId),
    );
  return tables.length > 0 && tables.every(({ logicalId }) => served.includes(logicalId));
}

/** Every host has a record, a distribution that answers to it, and a certificate that covers it. */
const answersOn =
  (...hosts: readonly string[]) =>
  (graph: TemplateGraph): boolean => {
    const written = (type: string): string => JSON.stringify(graph.ofType(type).map(({ properties }) => properties));
    const records = written("AWS::Route53::RecordSet");
    const distributions = written("AWS::CloudFront::Distribution");
    const certificates = written("AWS::CertificateManager::Certificate");
    return hosts.every(
      (host) =>
        records.includes(`"${host}.`) && distributions.includes(`"${host}"`) && certificates.includes(`"${host}"`),
    );
  };

/** Of zones, ways and names. */
export const NETWORK: readonly Mistake[] = [
  {
    id: "dev-in-one-zone",
    mistake:
      'Development has availability_zones = ["us-east-1a"]; a load balancer, the subnet group of a database and RDS Proxy each need two, so none of them is created.',
    outcome: {
      kind: "refused",
      app: () =>
        describeRoots(
          { ingress: ingress({ routes: { "/api/*": api({ env: { DATABASE_URL: database.url } }) } }) },
          { environment: { zones: ["us-east-1a"] } },
        ),
      problem: "OutOfRange",
    },
  },
  {
    id: "firewall-passed-by",
    mistake:
      "CloudFront has the firewall, and the load balancer's security group lets in 443 from anywhere: whoever asks the load balancer itself passes the firewall by.",
    outcome: {
      kind: "unwritable",
      because:
        "With `cdn: true` the load balancer's security group lets in CloudFront's address list, and nothing else.",
      app: () => behindCdn(),
      holds: onlyListsEnter,
    },
  },
  {
    id: "api-host-nowhere",
    mistake:
      "The verification asks api.yourdomain.com, but the design has one name, CloudFront's: no record leads there and no certificate covers it.",
    outcome: {
      kind: "unwritable",
      because: "A host is named by a route; record, distribution and certificate follow from it.",
      app: () => behindCdn({ "api.postmagiq.example.com/api/*": api() }),
      holds: answersOn("postmagiq.example.com", "api.postmagiq.example.com"),
    },
  },
  {
    id: "proxy-locked-out",
    mistake:
      "The database lets in 5432 from ECS only: RDS Proxy, which is to stand in between, can't reach the database and answers every connection with an error.",
    outcome: {
      kind: "unwritable",
      because:
        "With `proxy: true` the way of a reference leads through the proxy: from the tasks to it, and from it to the database.",
      app: withDatabase,
      holds: leadsThroughProxy,
    },
  },
  {
    id: "s3-through-nat",
    mistake:
      "There are no VPC endpoints: layers of images and every artifact go through the NAT gateway, at 0.045 USD for each GB.",
    outcome: {
      kind: "unwritable",
      because: "Every network that is made has S3's gateway endpoint, which costs nothing, in each private subnet.",
      app: withDatabase,
      holds: reachesS3WithoutNat,
    },
  },
];
