import type { Assembly } from "@fairlead/constructs";
import {
  addressOf,
  maxConnections,
  RESERVED_CONNECTIONS,
  type ResolvedApp,
  type ResolvedPostgres,
} from "@fairlead/model";
import type { MetricQuestion } from "../../metrics/metrics.js";
import { resourcesOfType, writtenText } from "../template-values.js";
import type { DeployTarget } from "../../target/deploy-target.js";
import { observed } from "../observation.js";
import type { Observation, PreflightPorts, PreflightRule } from "../preflight-rule.js";
import { countedTasks, sum, type Surge, surges } from "../surge.js";

/** A day has its rush hour in it. */
const LOOK_BACK_HOURS = 24;

/**
 * `fairlead check` knows what the description says of pools. This one adds what is so now: whoever else has connections open (people,
 * reports, other apps), as CloudWatch counted them, beside the tasks that the release adds.
 */
export const connectionsSuffice: PreflightRule = {
  id: "connections-suffice",
  says: "the databases take the connections that the release adds to those that are open",
  isEssential: false,
  run: async ({ target }, ports) => {
    const surging = await surges(target, ports);
    const observations = await Promise.all(
      target.app.databases.map((database) => judge(target, { database, surging }, ports)),
    );
    return observations.flat();
  },
};

interface Situation {
  readonly database: ResolvedPostgres;
  readonly surging: readonly Surge[];
}

async function judge(
  { app, assembly }: DeployTarget,
  { database, surging }: Situation,
  { metrics }: Pick<PreflightPorts, "metrics">,
): Promise<readonly Observation[]> {
  // A proxy lets clients wait for its connections, of which it takes no more than there are.
  const limit = database.proxy === null ? maxConnections(database) : null;
  const askers = surging.filter(({ service }) => asks(app, service.name, database.name));
  const known = askers.flatMap(({ service, addedNow }) => {
    const each = service.traits.databaseConnections;
    return each === null ? [] : [{ name: service.name, added: addedNow, connections: addedNow * each }];
  });
  const added = sum(known.map(({ connections }) => connections));
  if (limit === null || added === 0) return [];
  const metric = openConnections(assembly, database);
  const open = metric === null ? null : await metrics.highest(metric, LOOK_BACK_HOURS);
  // Never measured: it is made by this deployment, and nobody is connected to it.
  if (open === null || open + added <= limit - RESERVED_CONNECTIONS) return [];
  return [
    observed(app, "error", {
      on: addressOf("postgres", database.name),
      code: "ConnectionsMissing",
      message: `Database "${database.name}" takes ${limit} connections, ${RESERVED_CONNECTIONS} of them reserved; up to ${open} were open within the last ${LOOK_BACK_HOURS} hours, and this release adds ${added} (${countedTasks(known.map(({ name, added: tasks }) => [name, tasks]))}).`,
      fix: "Make the pools smaller, put RDS Proxy in between (`proxy: true`), close what others hold open, or take a larger database.",
    }),
  ];
}

const asks = ({ services }: ResolvedApp, service: string, database: string): boolean =>
  services.some(
    ({ name, environment }) =>
      name === service && environment.some(({ value }) => value.kind === "database" && value.database === database),
  );

/** CloudWatch knows a database by the name that its template gives it; `null`: it gives none. */
function openConnections(assembly: Assembly, { name, engine }: ResolvedPostgres): MetricQuestion | null {
  const [type, dimension] =
    engine.kind === "rds"
      ? (["AWS::RDS::DBInstance", "DBInstanceIdentifier"] as const)
      : (["AWS::RDS::DBCluster", "DBClusterIdentifier"] as const);
  const address = addressOf("postgres", name);
  const isMeant = (stack: string, logicalId: string) =>
    assembly.resources.some(
      (resource) => resource.stack === stack && resource.logicalId === logicalId && resource.address === address,
    );
  const server = resourcesOfType(assembly, type).find(({ stack, logicalId }) => isMeant(stack.name, logicalId));
  const identifier = server === undefined ? null : writtenText(server.resource, dimension);
  return identifier === null
    ? null
    : { namespace: "AWS/RDS", name: "DatabaseConnections", dimensions: { [dimension]: identifier } };
}
