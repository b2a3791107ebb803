import {
  addressOf,
  maxConnections,
  RESERVED_CONNECTIONS,
  type ResolvedApp,
  type ResolvedPostgres,
  type ResolvedService,
  surgeTasks,
} from "@fairlead/model";
import type { AppRule } from "../rule.js";

const asks = ({ environment }: ResolvedService, database: string): boolean =>
  environment.some(({ value }) => value.kind === "database" && value.database === database);

interface Share {
  readonly name: string;
  readonly tasks: number;
  readonly each: number;
}

const sharesOf = ({ services }: ResolvedApp, { name }: ResolvedPostgres): Share[] =>
  services.flatMap((service) => {
    const each = service.traits.databaseConnections;
    return each === null || !asks(service, name)
      ? []
      : [{ name: service.name, tasks: surgeTasks(service, service.scaling.maxTasks), each }];
  });

export const connectionsAtSurge: AppRule = {
  code: "ConnectionsAtSurge",
  severity: "error",
  title: "A release at full load needs more connections than the database takes",
  why: "Every task opens its pool; what comes after the last connection is refused, and that is the new revision.",
  fix: "Make the pools smaller, put RDS Proxy in between (`proxy: true`), run fewer tasks, or take a larger database.",
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections",
  check: (app) =>
    app.databases.flatMap((database) => {
      // A proxy lets clients wait for its connections, of which it takes no more than there are.
      const limit = database.proxy === null ? maxConnections(database) : null;
      const shares = sharesOf(app, database);
      const needed = shares.reduce((sum, { tasks, each }) => sum + tasks * each, 0);
      if (limit === null || needed <= limit - RESERVED_CONNECTIONS) return [];
      const counted = shares.map(({ name, tasks, each }) => `${tasks} tasks of "${name}" with ${each} each`).join(", ");
      return [
        {
          address: addressOf("postgres", database.name),
          message: `Database "${database.name}" takes ${limit} connections, ${RESERVED_CONNECTIONS} of them reserved; a release at full load needs ${needed} (${counted}).`,
        },
      ];
    }),
};
