/** More than before may be done or reached. */
export interface SecurityBroadening {
  readonly stack: string;
  readonly logicalId: string;
  /** Who may do what, or who reaches whom, as one sentence. */
  readonly says: string;
}
