import type { ResolvedApp } from "@fairlead/model";
import { boundedName, environmentPrefix } from "../stacks/resource-names.js";

/** The same in every region, so that the plan knows where its copies go. 50 characters: AWS Backup API reference, CreateBackupVault (2026-11). */
export const vaultName = (app: ResolvedApp): string => boundedName(environmentPrefix(app), 50);
