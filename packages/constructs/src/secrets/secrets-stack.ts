import { expectPresent } from "@fairlead/errors";
import { addressOf, type ResolvedApp, type ResolvedSecret } from "@fairlead/model";
import type { Key } from "aws-cdk-lib/aws-kms";
import { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
import type { Construct } from "constructs";
import type { ContainerValue } from "../container/container-value.js";
import { markAddress } from "../provenance/mark-address.js";
import { AppStack } from "../stacks/app-stack.js";
import { isProtected, removalPolicy } from "../stacks/data-protection.js";
import { environmentPath } from "../stacks/resource-names.js";
import { environmentKey } from "./environment-key.js";
import { secretGeneration } from "./secret-generation.js";

/** Where the values of an app come from that aren't plain text: secrets, parameters and the key that encrypts. */
export class SecretsStack extends AppStack {
  /** The customer key of the environment. */
  readonly key: Key;
  /** By the secret's name. Their `ref` is the complete ARN. */
  readonly secrets: ReadonlyMap<string, CfnSecret>;
  /** By the parameter's name. */
  readonly parameters: ReadonlyMap<string, StringParameter>;

  constructor(scope: Construct, id: string, { app }: { readonly app: ResolvedApp }) {
    super(scope, id, {
      app,
      role: "Secrets",
      description: `Secrets, parameters and the key of ${app.name} (${app.environment.name})`,
      terminationProtection: isProtected(app),
    });
    this.key = environmentKey(this, app);
    this.secrets = new Map(app.secrets.map((secret) => [secret.name, this.makeSecret(secret)]));
    this.parameters = new Map(
      app.parameters.map(({ name, value }) => {
        const parameter = new StringParameter(this, `Parameter-${name}`, {
          parameterName: `/${environmentPath(app, name)}`,
          stringValue: value,
        });
        return [name, markAddress(parameter, addressOf("parameter", name))];
      }),
    );
  }

  /** A secret, or one field of it, for a container. */
  secretValue(name: string, jsonKey: string | null): ContainerValue {
    const secret = expectPresent(this.secrets.get(name), `Secret ${name}`);
    return { kind: "secret", secretArn: secret.ref, jsonKey, keyArn: this.key.keyArn };
  }

  /** A parameter for a container. */
  parameterValue(name: string): ContainerValue {
    expectPresent(this.parameters.get(name), `Parameter ${name}`);
    // Composed from the name, which is known: an export would hold the parameter in place for as long as anyone reads it.
    const parameterArn = this.formatArn({
      service: "ssm",
      resource: "parameter",
      resourceName: environmentPath(this.app, name),
    });
    return { kind: "parameter", parameterArn };
  }

  private makeSecret({ name, value }: ResolvedSecret): CfnSecret {
    const generation = secretGeneration(value);
    const secret = new CfnSecret(this, `Secret-${name}`, {
      name: environmentPath(this.app, name),
      description: describeSecret(name, value),
      kmsKeyId: this.key.keyArn,
      ...(generation === null ? {} : { generateSecretString: generation }),
    });
    // What was encrypted with a lost key is lost too; what an operator typed in can't be made again.
    secret.applyRemovalPolicy(removalPolicy(this.app));
    return markAddress(secret, addressOf("secret", name));
  }
}

function describeSecret(name: string, value: ResolvedSecret["value"]): string {
  switch (value.kind) {
    case "generated-token":
      return `${name}: a token, made with the secret`;
    case "generated-key-256":
      return `${name}: a 256-bit key in hexadecimal digits, made with the secret`;
    case "operator":
      return value.keys.length === 0
        ? `${name}: set by the operator`
        : `${name}: set by the operator as JSON with the fields ${value.keys.join(", ")}`;
  }
}
