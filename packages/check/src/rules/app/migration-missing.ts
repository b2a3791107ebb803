import { addressOf, type ResolvedApp, type ResolvedContainer } from "@fairlead/model";
import type { AppRule } from "../rule.js";

const uses = (database: string, { environment }: Pick<ResolvedContainer, "environment">): boolean =>
  environment.some(({ value }) => value.kind === "database" && value.database === database);

/** Fairlead's own job, which makes extensions and knows no schema. */
const makesExtensions = (database: string, job: string): boolean => job === `${database}-extensions`;

/** Whether a job that some release waits for has a way to the database. */
const isPrepared = (database: string, { jobs }: ResolvedApp): boolean =>
  jobs.some((job) => job.trigger.kind === "release" && uses(database, job) && !makesExtensions(database, job.name));

export const migrationMissing: AppRule = {
  code: "MigrationMissing",
  severity: "note",
  title: "No release waits for a migration",
  why: "Where somebody migrates by hand, new code meets the old schema until they do; where tasks do it as they start, all of them do it at once.",
  fix: "Declare a job that migrates, name the database in its env, and state it as `release` of the services that use the database.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/standalone-task-create.html",
  check: (app) =>
    app.databases.flatMap(({ name }) => {
      const users = app.services.filter((service) => uses(name, service)).map((service) => `"${service.name}"`);
      if (users.length === 0 || isPrepared(name, app)) return [];
      return [
        {
          address: addressOf("postgres", name),
          message: `No release job prepares database "${name}" before a new revision of ${users.join(", ")} uses it.`,
        },
      ];
    }),
};
