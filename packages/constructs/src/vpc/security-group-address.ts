import { type Address, addressOf, type DepthReporter, measuredPart } from "@fairlead/model";

/** The security group of the function that rotates a database's credentials. */
export const rotationAddress = (database: string): Address => `${addressOf("postgres", database)}.rotation`;

/** The security group of the function that measures how much work waits in a cache or in a broker. */
export const reporterAddress = (reporter: DepthReporter): Address => `${measuredPart(reporter)}.depth`;

/** The security group of a database's proxy. */
export const proxyAddress = (database: string): Address => `${addressOf("postgres", database)}.proxy`;

/** The security group of all interface endpoints. */
export const ENDPOINTS_ADDRESS: Address = "network.endpoints";

/** The security group of all EC2 instances that tasks run on; the tasks have their own. */
export const POOLS_ADDRESS: Address = "network.pools";

/** The security group of the NAT instances. */
export const NAT_ADDRESS: Address = "network.nat";
