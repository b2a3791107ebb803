import { isRecord, type JsonRecord, parseJson, textOf } from "../../json/json-value.js";
import type { EmulatedApi } from "../api/emulated-api.js";
import { findXml, xmlText } from "../api/xml.js";
import { byCalls, type Created } from "../resources/by-calls.js";
import { rds, secretsManager } from "../resources/calls.js";
import { madeUp } from "../resources/made-up.js";
import type { AskedResource, TypeDecision } from "../resources/resource-maker.js";

export const SECRET_TARGET_ATTACHMENT: TypeDecision = {
  type: "AWS::SecretsManager::SecretTargetAttachment",
  proof: "proved",
  because:
    "The secret and the database must be there, and its host and port are written into the secret, as CloudFormation does.",
  maker: byCalls({
    create: attach,
    update: (_id, asked, api) => attach(asked, api),
    // What was written goes with its secret.
    remove: () => Promise.resolve(),
  }),
};

export const ROTATION_SCHEDULE: TypeDecision = {
  type: "AWS::SecretsManager::RotationSchedule",
  proof: "not emulated",
  because: "A rotation runs a function, and no function runs in a rehearsal.",
  maker: {
    ...madeUp,
    create: ({ properties }) => Promise.resolve({ physicalId: textOf(properties["SecretId"]), attributes: {} }),
  },
};

async function attach({ properties }: AskedResource, api: EmulatedApi): Promise<Created> {
  const secret = textOf(properties["SecretId"]);
  const found = await secretsManager(api, "GetSecretValue", { SecretId: secret });
  const value = parseJson(textOf(found["SecretString"]) || "{}");
  const connection = await connectionTo(textOf(properties["TargetType"]), textOf(properties["TargetId"]), api);
  const SecretString = JSON.stringify({ ...(isRecord(value) ? value : {}), ...connection });
  await secretsManager(api, "PutSecretValue", { SecretId: secret, SecretString });
  return { physicalId: secret };
}

async function connectionTo(type: string, id: string, api: EmulatedApi): Promise<JsonRecord> {
  if (type === "AWS::RDS::DBCluster") {
    const answer = await rds(api, "DescribeDBClusters", { DBClusterIdentifier: id });
    const host = xmlText(answer, "Endpoint");
    return { engine: "postgres", host, port: Number(xmlText(answer, "Port")), dbClusterIdentifier: id };
  }
  const answer = await rds(api, "DescribeDBInstances", { DBInstanceIdentifier: id });
  const endpoint = findXml(answer, "DBInstance", "Endpoint") ?? answer;
  const [host, port] = [xmlText(endpoint, "Address"), Number(xmlText(endpoint, "Port"))];
  return { engine: "postgres", host, port, dbInstanceIdentifier: id };
}
