/** A policy document as IAM takes it, with a name to speak of it. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: unknown;
}

/** Decides as IAM does whether a principal's own policies let it do something. */
export interface IamSimulator {
  /** `null`: the question itself makes no sense to IAM, e.g. an action that does not go with the resource. */
  readonly allows: (question: IamQuestion) => Promise<boolean | null>;
}

export interface IamQuestion {
  readonly principalArn: string;
  readonly accountId: string;
  readonly policies: readonly NamedPolicy[];
  /** For example `s3:GetObject`. */
  readonly action: string;
  readonly resourceArn: string;
}
