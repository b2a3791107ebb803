/** A plan of AWS Backup. */
export type BackupOptions =
  | "none"
  | {
      /** Days that each daily backup is kept; default the tier's, at least 7. */
      readonly keepDays?: number | undefined;
      /** An expression in UTC; default `"cron(0 5 ? * * *)"`. */
      readonly at?: string | undefined;
      /** The region that each backup is copied to, or also how long the copies are kept; default none. */
      readonly copyTo?: string | { readonly region: string; readonly keepDays?: number | undefined } | undefined;
    };
