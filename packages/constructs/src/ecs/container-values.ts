import { expectPresent } from "@fairlead/errors";
import {
  type BrokerOutput,
  type BrokerSecret,
  type CacheOutput,
  type DatabaseOutput,
  invokedId,
  type ResolvedApp,
  type ResolvedContainer,
  type ResolvedValue,
  type UserPoolOutput,
} from "@fairlead/model";
import type { ContainerValue } from "../container/container-value.js";
import { serviceValue } from "../endpoint/service-value.js";

/** The stacks that own the values of containers, as far as a container asks them. */
export interface ValueOwners {
  readonly secrets: {
    secretValue(name: string, jsonKey: string | null): ContainerValue;
    parameterValue(name: string): ContainerValue;
  };
  readonly data: {
    databaseValue(name: string, output: DatabaseOutput): ContainerValue;
    cacheValue(name: string, output: CacheOutput): ContainerValue;
    brokerValue(name: string, output: BrokerOutput | BrokerSecret): ContainerValue;
    bucketName(name: string): string;
    queueUrl(name: string): string;
  };
  /** `null`: the app has no user pool. */
  readonly users: { userPoolValue(name: string, output: UserPoolOutput): ContainerValue } | null;
}

/** A variable that ECS reads from its owner as the task starts. */
export type InjectedValue = Exclude<ContainerValue, { kind: "plain" }>;

/** The variables of a container, apart by how they get there. */
export interface ContainerVariables {
  /** In the task definition, readable by everyone who may describe it. */
  readonly plain: Readonly<Record<string, string>>;
  readonly injected: Readonly<Record<string, InjectedValue>>;
}

/** Asks the owner of each variable for its value. */
export function containerVariables(
  app: ResolvedApp,
  container: Pick<ResolvedContainer, "environment">,
  owners: ValueOwners,
): ContainerVariables {
  const plain: Record<string, string> = {};
  const injected: Record<string, InjectedValue> = {};
  for (const { name, value } of container.environment) {
    const given = containerValue(app, value, owners);
    if (given.kind === "plain") plain[name] = given.value;
    else injected[name] = given;
  }
  return { plain, injected };
}

function containerValue(app: ResolvedApp, value: ResolvedValue, { secrets, data, users }: ValueOwners): ContainerValue {
  switch (value.kind) {
    case "literal":
      return { kind: "plain", value: value.value };
    case "secret":
      return secrets.secretValue(value.secret, value.key);
    case "parameter":
      return secrets.parameterValue(value.parameter);
    case "database":
      return data.databaseValue(value.database, value.output);
    case "cache":
      return data.cacheValue(value.cache, value.output);
    case "broker":
      return data.brokerValue(value.broker, value.output);
    case "service":
      return serviceValue(app, value.service, value.output);
    case "bucket":
      return { kind: "plain", value: data.bucketName(value.bucket) };
    case "queue":
      return { kind: "plain", value: data.queueUrl(value.queue) };
    case "model":
      return { kind: "plain", value: modelId(app, value.model) };
    case "user-pool":
      return expectPresent(users, `The stack of user pool ${value.userPool}`).userPoolValue(
        value.userPool,
        value.output,
      );
  }
}

const modelId = ({ models }: ResolvedApp, name: string): string =>
  invokedId(
    expectPresent(
      models.find((model) => model.name === name),
      `Model ${name}`,
    ),
  );
