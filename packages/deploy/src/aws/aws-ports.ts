import { awsAccount } from "../account/aws-account.js";
import { awsAlarms } from "../alarms/aws-alarms.js";
import { awsManagedPolicies } from "../bootstrap/aws-managed-policies.js";
import { awsCertificates } from "../certificates/aws-certificates.js";
import { processClock } from "../clock/process-clock.js";
import type { DeployPorts } from "../deploy-ports.js";
import { awsEmptying } from "../emptying/aws-emptying.js";
import { awsExisting } from "../existing/aws-existing.js";
import { awsHostedZones } from "../hosted-zones/aws-hosted-zones.js";
import { diskBuildContexts } from "../images/disk-build-contexts.js";
import { processContainerEngines } from "../images/process-container-engines.js";
import { awsLogs } from "../logs/aws-logs.js";
import { awsMetrics } from "../metrics/aws-metrics.js";
import { awsNetwork } from "../network/aws-network.js";
import { httpProbe } from "../probe/http-probe.js";
import { awsQuotas } from "../quotas/aws-quotas.js";
import { awsRegistry } from "../registry/aws-registry.js";
import { awsReleaseStore } from "../ledger/aws-release-store.js";
import { awsScaling } from "../scaling/aws-scaling.js";
import { awsSecretStore } from "../secrets/aws-secret-store.js";
import { awsServices } from "../services/aws-services.js";
import { awsStacks } from "../stacks/aws-stacks.js";
import { toolkitBootstrapping } from "../stacks/toolkit-bootstrap.js";
import { awsTargets } from "../targets/aws-targets.js";
import { awsTasks } from "../tasks/aws-tasks.js";
import { clientConfiguration } from "./client-configuration.js";
import type { AwsConnection } from "./connection.js";

/** Everything that verbs do to the world, done to AWS (or to what answers at the connection's endpoint). */
export function awsPorts(connection: AwsConnection): DeployPorts {
  const configuration = clientConfiguration(connection);
  const account = awsAccount(configuration);
  const metrics = awsMetrics(configuration, processClock);
  return {
    account,
    alarms: awsAlarms(configuration),
    bootstrapping: toolkitBootstrapping(configuration),
    buildContexts: diskBuildContexts,
    certificates: awsCertificates(configuration),
    clock: processClock,
    containerEngines: processContainerEngines(process.env),
    emptying: awsEmptying(configuration),
    existing: awsExisting(configuration),
    hostedZones: awsHostedZones(configuration),
    managedPolicies: awsManagedPolicies(configuration, account),
    logs: awsLogs(configuration),
    metrics,
    network: awsNetwork(configuration),
    probe: httpProbe,
    quotas: awsQuotas(configuration, metrics),
    registry: awsRegistry(configuration),
    releaseStore: awsReleaseStore({ configuration, account, clock: processClock }),
    scaling: awsScaling(configuration),
    secretStore: awsSecretStore(configuration),
    services: awsServices(configuration),
    stacks: awsStacks(connection, configuration),
    targets: awsTargets(configuration),
    tasks: awsTasks(configuration),
  };
}
