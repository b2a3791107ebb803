import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const volumeNotBackedUp: AppRule = {
  code: "VolumeNotBackedUp",
  severity: "warning",
  title: "Nobody backs up a volume",
  why: "EFS keeps files through the loss of a disk, not through the command that deletes them.",
  fix: 'Take backup: "none" out of the environment, or state how long backups are kept, e.g. backup: { keepDays: 35 }.',
  link: "https://docs.aws.amazon.com/efs/latest/ug/awsbackup.html",
  check: ({ volumes, backup, environment }) =>
    environment.tier === "minimal"
      ? []
      : volumes
          .map(({ name }) => ({ name, address: addressOf("volume", name) }))
          .filter(({ address }) => !backup?.of.includes(address))
          .map(({ name, address }) => ({ address, message: `No backup covers volume "${name}".` })),
};
