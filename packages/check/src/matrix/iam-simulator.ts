/** A policy document as IAM takes it, with a name to speak of it. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: unknown;
}

/** `conditional`: a condition decides, and what it asks about is not known before the request is made. */
export type IamAnswer = "allowed" | "conditional" | "refused";

/** Decides as IAM does whether a principal's own policies let it do something. */
export interface IamSimulator {
  readonly ask: (question: IamQuestion) => Promise<IamAnswer>;
}

export interface IamQuestion {
  readonly principalArn: string;
  readonly accountId: string;
  readonly policies: readonly NamedPolicy[];
  /** For example `s3:GetObject`. */
  readonly action: string;
  readonly resourceArn: string;
  /** What the request says beside, by condition key; absent: nothing is known of it, so conditions stay open. */
  readonly context?: Readonly<Record<string, string>>;
}
