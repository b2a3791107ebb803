/**
 * What a variable of a container is made from, once the stack that owns the value has been asked.
 * `secret` and `parameter` are read by the execution role as the task starts; `plain` stands in the task definition.
 */
export type ContainerValue =
  | { readonly kind: "plain"; readonly value: string }
  /** `secretArn` is complete (with the six characters at its end), `keyArn` the KMS key that it is encrypted with; `null`: the account's own. */
  | {
      readonly kind: "secret";
      readonly secretArn: string;
      readonly jsonKey: string | null;
      readonly keyArn: string | null;
    }
  | { readonly kind: "parameter"; readonly parameterArn: string };
