import { CfnService } from "aws-cdk-lib/aws-servicediscovery";
import type { Construct } from "constructs";

/** What the DNS record of one service is made from. */
export interface ServiceRecordProps {
  readonly name: string;
  readonly namespaceId: string;
}

/** How long a job may go on with the address of a task that is gone. */
const TTL_SECONDS = 10;

/** The private DNS record of a service: an address for each task that runs, which ECS keeps up to date. */
export const serviceRecord = (scope: Construct, id: string, { name, namespaceId }: ServiceRecordProps): CfnService =>
  new CfnService(scope, id, {
    name,
    description: `Tasks of services.${name}, for who is not in Service Connect`,
    namespaceId,
    dnsConfig: {
      dnsRecords: [{ type: "A", ttl: TTL_SECONDS }],
      routingPolicy: "MULTIVALUE",
    },
    // ECS reports a task's health itself; one failure is what AWS keeps to, whatever is written.
    healthCheckCustomConfig: { failureThreshold: 1 },
  });
