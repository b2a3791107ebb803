import { addressOf, type ResolvedPostgres } from "@fairlead/model";
import type { AppRule } from "../rule.js";

const inOneZone = ({ engine }: ResolvedPostgres): boolean =>
  engine.kind === "aurora-serverless" ? engine.readers === 0 : !engine.multiAz;

export const singleZoneDatabase: AppRule = {
  code: "SingleZoneDatabase",
  severity: "warning",
  title: "A production database runs in one zone",
  why: "When its zone fails the database is gone for as long as the zone is, or for the ten minutes and more of a new writer.",
  fix: 'Give an Aurora database a reader ("readers: 1"), or set "multiAz: true" on RDS.',
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html",
  check: ({ databases, environment }) =>
    environment.tier === "production"
      ? databases.filter(inOneZone).map(({ name }) => ({
          address: addressOf("postgres", name),
          message: `Database "${name}" of the production environment has no second instance in another zone.`,
        }))
      : [],
};
