import { DescribeAvailabilityZonesCommand, DescribeSubnetsCommand, EC2Client } from "@aws-sdk/client-ec2";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import type { Network } from "./network.js";

export function awsNetwork(configuration: ClientConfiguration): Network {
  const ec2 = new EC2Client(configuration);
  return {
    subnets: (ids) =>
      explained({ doing: "read the subnets", subject: ids.join(", ") }, async () => {
        if (ids.length === 0) return [];
        // A filter, because naming an id that isn't there fails the whole question.
        const answer = await ec2.send(
          new DescribeSubnetsCommand({ Filters: [{ Name: "subnet-id", Values: [...ids] }] }),
        );
        return (answer.Subnets ?? []).map(({ SubnetId = "", AvailabilityZone = "", AvailableIpAddressCount = 0 }) => ({
          id: SubnetId,
          zone: AvailabilityZone,
          freeAddresses: AvailableIpAddressCount,
        }));
      }),
    zones: () =>
      explained({ doing: "list the availability zones", subject: configuration.region }, async () => {
        const answer = await ec2.send(new DescribeAvailabilityZonesCommand({}));
        return (answer.AvailabilityZones ?? []).flatMap(({ ZoneName }) => (ZoneName === undefined ? [] : [ZoneName]));
      }),
  };
}
