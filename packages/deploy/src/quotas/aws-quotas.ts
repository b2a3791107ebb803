import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from "@aws-sdk/client-service-quotas";
import { expectPresent } from "@fairlead/errors";
import { isAwsCode } from "../aws/aws-error-facts.js";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import type { Metrics } from "../metrics/metrics.js";
import type { QuotaName, Quotas } from "./quotas.js";

interface KnownQuota {
  readonly service: string;
  readonly code: string;
  /** Dimensions of its metric in `AWS/Usage`; `null`: it has none. */
  readonly usage: Readonly<Record<string, string>> | null;
}

/**
 * Codes and usage metrics as the consoles of Service Quotas and of CloudWatch had them in 2025 (Amazon ECS developer guide, "AWS Fargate
 * service quotas" and "AWS Fargate usage metrics"; Amazon VPC user guide, "Amazon VPC quotas").
 */
const QUOTAS: Readonly<Record<QuotaName, KnownQuota>> = {
  "fargate-vcpus": {
    service: "fargate",
    code: "L-3032A538",
    usage: { Service: "Fargate", Type: "Resource", Resource: "vCPU", Class: "Standard/OnDemand" },
  },
  "fargate-spot-vcpus": {
    service: "fargate",
    code: "L-36FBB829",
    usage: { Service: "Fargate", Type: "Resource", Resource: "vCPU", Class: "Standard/Spot" },
  },
  "network-interfaces": { service: "vpc", code: "L-DF5E4CA3", usage: null },
};

export function awsQuotas(configuration: ClientConfiguration, metrics: Metrics): Quotas {
  const client = new ServiceQuotasClient(configuration);
  return {
    read: async (name) => {
      const { service, code, usage } = QUOTAS[name];
      const [limit, used] = await Promise.all([
        explained({ doing: "read the quota", subject: `${service} ${code}` }, () => readLimit(client, service, code)),
        usage === null
          ? null
          : metrics.highest({ namespace: "AWS/Usage", name: "ResourceCount", dimensions: usage }, 1),
      ]);
      return { service, code, limit, used };
    },
  };
}

async function readLimit(client: ServiceQuotasClient, service: string, code: string): Promise<number> {
  const question = { ServiceCode: service, QuotaCode: code };
  try {
    const { Quota } = await client.send(new GetServiceQuotaCommand(question));
    return expectPresent(Quota?.Value, "Service Quotas' Value");
  } catch (error) {
    // An account that never asked for more may have no value of its own.
    if (!isAwsCode(error, "NoSuchResourceException")) throw error;
    const { Quota } = await client.send(new GetAWSDefaultServiceQuotaCommand(question));
    return expectPresent(Quota?.Value, "Service Quotas' Value");
  }
}
