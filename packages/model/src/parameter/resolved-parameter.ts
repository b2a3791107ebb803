/** A plain setting in SSM Parameter Store; never for secrets. */
export interface ResolvedParameter {
  readonly name: string;
  readonly value: string;
}
