/** Whose credentials these are. */
export interface Identity {
  /** Twelve digits. */
  readonly account: string;
  /** Of the user, or of the session of a role, e.g. `arn:aws:sts::111122223333:assumed-role/deploy/github`. */
  readonly arn: string;
}

/** The account, as whoever asks it is seen. */
export interface Account {
  identity(): Promise<Identity>;
}
