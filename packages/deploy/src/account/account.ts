/** Whose credentials these are. */
export interface Identity {
  /** Twelve digits. */
  readonly account: string;
  /** Of the user, or of the session of a role, e.g. `arn:aws:sts::111122223333:assumed-role/deploy/github`. */
  readonly arn: string;
}

/** What somebody would do, and on what. */
export interface PermissionQuestion {
  /** In IAM's words, e.g. `ecs:DescribeServices`. */
  readonly action: string;
  readonly resourceArn: string;
}

/** The account, as whoever asks it is seen. */
export interface Account {
  identity(): Promise<Identity>;
  /** Version of the CDK's bootstrap stack; `null`: the region is not bootstrapped. */
  bootstrapVersion(region: string): Promise<number | null>;
  /** Those that the identity's own policies don't allow, by IAM's simulator. */
  denied(identity: Identity, questions: readonly PermissionQuestion[]): Promise<readonly PermissionQuestion[]>;
}
