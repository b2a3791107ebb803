import type { BrokerOutput, ResolvedApp } from "@fairlead/model";
import { SecretValue } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { ContainerValue } from "../container/container-value.js";
import { lettersAndDigits } from "../secrets/secret-generation.js";
import { environmentPath } from "../stacks/resource-names.js";
import { brokerUrl, type BrokerUrlParts } from "./broker-url.js";

/** What {@link BrokerCredentials} are made from. */
export interface BrokerCredentialsProps {
  readonly app: ResolvedApp;
  readonly broker: string;
  readonly key: IKey;
}

/** Not `guest`, which RabbitMQ lets in from its own machine alone. */
const USERNAME = "app";

/** Amazon MQ takes 12 to 250 characters (Amazon MQ API reference, User, as of 2025). 48 letters and digits are 285 bits. */
const PASSWORD_LENGTH = 48;

/** The one user of a broker: a secret of `username` and `password`, and what is composed of it. */
export class BrokerCredentials extends Construct {
  /** JSON: `username`, `password`. */
  readonly signIn: CfnSecret;
  private readonly props: BrokerCredentialsProps;

  constructor(scope: Construct, id: string, props: BrokerCredentialsProps) {
    super(scope, id);
    this.props = props;
    this.signIn = this.makeSecret("SignIn", "credentials", `What the app signs in to the broker ${props.broker} with`, {
      generateSecretString: {
        ...lettersAndDigits(PASSWORD_LENGTH),
        secretStringTemplate: JSON.stringify({ username: USERNAME }),
        generateStringKey: "password",
      },
    });
  }

  /** Resolved by CloudFormation as it creates what it stands in; the template holds the reference alone. */
  get username(): string {
    return SecretValue.secretsManager(this.signIn.ref, { jsonField: "username" }).unsafeUnwrap();
  }

  /** As {@link username}. */
  get password(): string {
    return SecretValue.secretsManager(this.signIn.ref, { jsonField: "password" }).unsafeUnwrap();
  }

  /** The secret that holds the whole URL of a broker that is there. */
  makeUrl(place: Pick<BrokerUrlParts, "scheme" | "host" | "port">): CfnSecret {
    const { username, password } = this;
    return this.makeSecret("Url", "url", `URL of the broker ${this.props.broker}`, {
      secretString: brokerUrl({ ...place, username, password }),
    });
  }

  /** A secret of the broker beside its user. */
  makeSecret(
    id: string,
    path: string,
    description: string,
    content: Pick<ConstructorParameters<typeof CfnSecret>[2] & object, "generateSecretString" | "secretString">,
  ): CfnSecret {
    return new CfnSecret(this, id, {
      name: environmentPath(this.props.app, `brokers/${this.props.broker}/${path}`),
      description,
      kmsKeyId: this.props.key.keyArn,
      ...content,
    });
  }

  /** What ECS injects for the user or the password. */
  signInValue(output: Extract<BrokerOutput, "user" | "password">): ContainerValue {
    return this.secretValue(this.signIn, output === "user" ? "username" : "password");
  }

  /** What ECS injects for a whole secret, or one field of it. */
  secretValue(secret: CfnSecret, jsonKey: string | null = null): ContainerValue {
    return { kind: "secret", secretArn: secret.ref, jsonKey, keyArn: this.props.key.keyArn };
  }
}
