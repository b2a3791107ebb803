import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** A fault that is found after a long weekend must still be in the backups; AWS's own default for Aurora is 1 day. */
const LEAST_DAYS = 7;

export const shortBackups: AppRule = {
  code: "ShortBackups",
  severity: "warning",
  title: "Backups are kept for less than a week",
  why: "Data that was damaged on a Friday and missed on the Monday after the next is then gone for good.",
  fix: `Set "backupDays" to ${LEAST_DAYS} or more.`,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html",
  check: ({ databases, environment }) =>
    environment.tier === "minimal"
      ? []
      : databases
          .filter(({ backupRetentionDays }) => backupRetentionDays < LEAST_DAYS)
          .map(({ name, backupRetentionDays }) => ({
            address: addressOf("postgres", name),
            message: `Backups of database "${name}" are kept for ${backupRetentionDays} days.`,
          })),
};
