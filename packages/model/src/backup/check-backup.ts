import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";

/** A copy beside the original goes with it. */
export const checkBackup: Check = ({ environment, backup }) =>
  backup?.copy?.region === environment.region
    ? [
        {
          path: `${addressOf("environment", environment.name)}.backup.copyTo`,
          code: "CopyInSameRegion",
          message: `The backups already lie in ${environment.region}; a copy there is lost with them.`,
          fix: "Name another region, or leave copyTo out.",
        },
      ]
    : [];
