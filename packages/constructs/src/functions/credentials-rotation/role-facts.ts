/** What is already there before roles are made. */
export interface RoleFacts {
  /** Of the roles asked for, those that exist. */
  readonly roles: readonly string[];
  /** Who owns the app's database now. */
  readonly databaseOwner: string;
  /** Other databases that the master user owns. */
  readonly otherDatabases: readonly string[];
  /** Whether the server knows `rds_extension`, which lets a role manage the extensions delegated to it. */
  readonly extensionRole: boolean;
}
