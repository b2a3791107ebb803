import { z } from "zod";
import { REGIONS } from "../environment/regions.js";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import type { BackupOptions } from "./backup-options.js";

/** AWS Backup keeps for 1 to 36500 days (AWS Backup API reference, Lifecycle, 2026-11). */
const keepDaysSchema = z.int().min(1).max(36_500);

const regionSchema = z.enum(Object.keys(REGIONS));

const scheduleSchema = z.string().check(
  rule(
    (text) => /^cron\(\S+(?: \S+){5}\)$/u.test(text),
    (text) => ({
      code: "InvalidBackupSchedule",
      message: `"${text}" is not when AWS Backup can start.`,
      fix: 'Write "cron(…)" with six fields: "cron(0 5 ? * * *)" is five in the morning, UTC.',
    }),
  ),
);

/** Reads the backup of an environment. */
export const backupSchema = z.union([
  z.literal("none"),
  optionsObject({
    keepDays: keepDaysSchema.optional(),
    at: scheduleSchema.optional(),
    copyTo: z
      .union([regionSchema, optionsObject({ region: regionSchema, keepDays: keepDaysSchema.optional() })])
      .optional(),
  }),
]) satisfies z.ZodType<BackupOptions>;
