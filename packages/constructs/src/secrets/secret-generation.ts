import type { ResolvedSecretValue } from "@fairlead/model";
import type { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";

/** All printable ASCII that `GetRandomPassword` may choose from, beside `0`–`9` and `a`–`f`. */
const NOT_HEXADECIMAL = "ghijklmnopqrstuvwxyz";

/**
 * What Secrets Manager makes as the secret is created; `null`: nothing, the secret stays empty until its operator fills it.
 *
 * What is asked for here may never change for a secret that is in use: CloudFormation answers a change of `GenerateSecretString` with
 * a new value, and what was encrypted or signed with the old one is lost.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html (2026-11)
 */
export function secretGeneration(value: ResolvedSecretValue): CfnSecret.GenerateSecretStringProperty | null {
  switch (value.kind) {
    case "generated-token":
      return lettersAndDigits(value.length);
    case "generated-key-256":
      return {
        passwordLength: 64,
        excludeUppercase: true,
        excludePunctuation: true,
        excludeCharacters: NOT_HEXADECIMAL,
        includeSpace: false,
        // Otherwise a key would never be without a letter or a digit, which is a bit less than 256 bits.
        requireEachIncludedType: false,
      };
    case "operator":
      return null;
  }
}

/** Letters and digits need no escaping in a URL, a shell or a connection string. */
export const lettersAndDigits = (length: number): CfnSecret.GenerateSecretStringProperty => ({
  passwordLength: length,
  excludePunctuation: true,
  includeSpace: false,
});
