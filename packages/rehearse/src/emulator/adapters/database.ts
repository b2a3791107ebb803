import { type JsonRecord, textOf } from "../../json/json-value.js";
import type { EmulatedApi } from "../api/emulated-api.js";
import { findXml, xmlText } from "../api/xml.js";
import { byCalls, type Created } from "../resources/by-calls.js";
import { rds } from "../resources/calls.js";
import { digitsOf } from "../resources/made-up.js";
import { omit } from "../resources/pick.js";
import type { AskedResource, TypeDecision } from "../resources/resource-maker.js";

/** Properties of CloudFormation's that RDS's calls have not. */
const NOT_IN_CALLS = ["MasterUserSecret", "DeleteAutomatedBackups"];

const BECAUSE =
  "Its cluster, subnet group, parameter group and security groups must be there, though not its keys; its protection is kept, and a last snapshot is taken. No database runs.";

export const DB_INSTANCE: TypeDecision = {
  type: "AWS::RDS::DBInstance",
  proof: "proved",
  because: BECAUSE,
  maker: byCalls({
    create: async (asked, api) => {
      const name = textOf(asked.properties["DBInstanceIdentifier"]) || asked.generatedName;
      const properties = renamed(omit(asked.properties, NOT_IN_CALLS), "VPCSecurityGroups", "VpcSecurityGroupIds");
      await rds(api, "CreateDBInstance", { ...properties, DBInstanceIdentifier: name });
      return describeInstance(name, api);
    },
    update: async (name, asked, api) => {
      const changeable = omit(asked.properties, [...NOT_IN_CALLS, ...FIXED]);
      const properties = renamed(changeable, "VPCSecurityGroups", "VpcSecurityGroupIds");
      await rds(api, "ModifyDBInstance", { ...properties, DBInstanceIdentifier: name, ApplyImmediately: true });
      return describeInstance(name, api);
    },
    remove: async (name, asked, api) => {
      const inCluster = asked.properties["DBClusterIdentifier"] !== undefined;
      await rds(api, "DeleteDBInstance", {
        DBInstanceIdentifier: name,
        ...(inCluster ? { SkipFinalSnapshot: true } : lastSnapshot(asked, name)),
      });
    },
  }),
};

export const DB_CLUSTER: TypeDecision = {
  type: "AWS::RDS::DBCluster",
  proof: "proved",
  because: BECAUSE,
  maker: byCalls({
    create: async (asked, api) => {
      const name = textOf(asked.properties["DBClusterIdentifier"]) || asked.generatedName;
      await rds(api, "CreateDBCluster", { ...omit(asked.properties, NOT_IN_CALLS), DBClusterIdentifier: name });
      return describeCluster(name, api);
    },
    update: async (name, asked, api) => {
      const properties = omit(asked.properties, [...NOT_IN_CALLS, ...FIXED]);
      await rds(api, "ModifyDBCluster", { ...properties, DBClusterIdentifier: name, ApplyImmediately: true });
      return describeCluster(name, api);
    },
    remove: async (name, asked, api) => {
      await rds(api, "DeleteDBCluster", {
        DBClusterIdentifier: name,
        ...lastSnapshot(asked, name),
      });
    },
  }),
};

/** Properties that can't be changed in place. */
const FIXED = [
  "DBName",
  "DatabaseName",
  "MasterUsername",
  "Engine",
  "KmsKeyId",
  "StorageEncrypted",
  "DBSubnetGroupName",
];

const lastSnapshot = (asked: AskedResource, name: string): JsonRecord =>
  asked.deletionPolicy === "Snapshot"
    ? { SkipFinalSnapshot: false, FinalDBSnapshotIdentifier: `${name}-last-${digitsOf(asked.generatedName, 8)}` }
    : { SkipFinalSnapshot: true };

async function describeInstance(name: string, api: EmulatedApi): Promise<Created> {
  const answer = await rds(api, "DescribeDBInstances", { DBInstanceIdentifier: name });
  const endpoint = findXml(answer, "DBInstance", "Endpoint");
  return {
    physicalId: name,
    attributes: {
      "Endpoint.Address": endpoint === undefined ? "" : xmlText(endpoint, "Address"),
      "Endpoint.Port": endpoint === undefined ? "" : xmlText(endpoint, "Port"),
      DBInstanceArn: xmlText(answer, "DBInstanceArn"),
      DbiResourceId: xmlText(answer, "DbiResourceId"),
      ...masterSecret(xmlText(answer, "SecretArn")),
    },
  };
}

async function describeCluster(name: string, api: EmulatedApi): Promise<Created> {
  const answer = await rds(api, "DescribeDBClusters", { DBClusterIdentifier: name });
  return {
    physicalId: name,
    attributes: {
      "Endpoint.Address": xmlText(answer, "Endpoint"),
      "Endpoint.Port": xmlText(answer, "Port"),
      "ReadEndpoint.Address": xmlText(answer, "ReaderEndpoint"),
      DBClusterArn: xmlText(answer, "DBClusterArn"),
      DBClusterResourceId: xmlText(answer, "DbClusterResourceId"),
      ...masterSecret(xmlText(answer, "SecretArn")),
    },
  };
}

/** moto names a secret that it doesn't make. */
const masterSecret = (arn: string): JsonRecord => (arn === "" ? {} : { "MasterUserSecret.SecretArn": arn });

function renamed(properties: JsonRecord, from: string, to: string): JsonRecord {
  const value = properties[from];
  return value === undefined ? properties : { ...omit(properties, [from]), [to]: value };
}

export const DB_SUBNET_GROUP: TypeDecision = {
  type: "AWS::RDS::DBSubnetGroup",
  proof: "proved",
  because: "Its subnets must be there, and databases are refused without it.",
  maker: byCalls({
    create: async ({ properties, generatedName }, api) => {
      const physicalId = textOf(properties["DBSubnetGroupName"]) || generatedName;
      await rds(api, "CreateDBSubnetGroup", { ...properties, DBSubnetGroupName: physicalId });
      return { physicalId };
    },
    update: async (physicalId, { properties }, api) => {
      await rds(api, "ModifyDBSubnetGroup", { ...omit(properties, ["Tags"]), DBSubnetGroupName: physicalId });
      return { physicalId };
    },
    remove: async (physicalId, _asked, api) => {
      await rds(api, "DeleteDBSubnetGroup", { DBSubnetGroupName: physicalId });
    },
  }),
};

export const DB_PARAMETER_GROUPS: readonly TypeDecision[] = [
  parameterGroup("AWS::RDS::DBParameterGroup", "DBParameterGroup"),
  parameterGroup("AWS::RDS::DBClusterParameterGroup", "DBClusterParameterGroup"),
];

function parameterGroup(type: string, noun: string): TypeDecision {
  return {
    type,
    proof: "proved",
    because: "Databases are refused without it. None obeys its parameters.",
    maker: byCalls({
      create: async ({ properties, generatedName }, api) => {
        const physicalId = textOf(properties[`${noun}Name`]) || generatedName;
        await rds(api, `Create${noun}`, {
          [`${noun}Name`]: physicalId,
          DBParameterGroupFamily: properties["Family"] ?? "",
          Description: properties["Description"] ?? "",
          Tags: properties["Tags"] ?? [],
        });
        return { physicalId };
      },
      update: (physicalId) => Promise.resolve({ physicalId }),
      remove: async (physicalId, _asked, api) => {
        await rds(api, `Delete${noun}`, { [`${noun}Name`]: physicalId });
      },
    }),
  };
}

export const DB_PROXY: TypeDecision = {
  type: "AWS::RDS::DBProxy",
  proof: "proved",
  because:
    "Its subnets and security groups must be there, though not its role and its secrets. No connection goes through it.",
  maker: byCalls({
    create: async ({ properties }, api) => {
      const answer = await rds(api, "CreateDBProxy", properties);
      return {
        physicalId: textOf(properties["DBProxyName"]),
        attributes: { Endpoint: xmlText(answer, "Endpoint"), DBProxyArn: xmlText(answer, "DBProxyArn") },
      };
    },
    remove: async (physicalId, _asked, api) => {
      await rds(api, "DeleteDBProxy", { DBProxyName: physicalId });
    },
  }),
};

export const DB_PROXY_TARGET_GROUP: TypeDecision = {
  type: "AWS::RDS::DBProxyTargetGroup",
  proof: "proved",
  because: "The database and its proxy must be there. Nothing is sent to it.",
  maker: byCalls({
    create: async ({ properties }, api) => {
      await rds(api, "RegisterDBProxyTargets", targets(properties));
      return { physicalId: `${textOf(properties["DBProxyName"])}/default` };
    },
    update: (physicalId) => Promise.resolve({ physicalId }),
    remove: async (_id, { properties }, api) => {
      await rds(api, "DeregisterDBProxyTargets", targets(properties));
    },
  }),
};

const targets = (properties: JsonRecord): JsonRecord => ({
  DBProxyName: properties["DBProxyName"] ?? "",
  TargetGroupName: "default",
  DBInstanceIdentifiers: properties["DBInstanceIdentifiers"] ?? [],
  DBClusterIdentifiers: properties["DBClusterIdentifiers"] ?? [],
});
