import { textOf } from "../../json/json-value.js";
import { xmlText } from "../api/xml.js";
import { byCalls } from "../resources/by-calls.js";
import { elastiCache } from "../resources/calls.js";
import { madeUp } from "../resources/made-up.js";
import { omit, pick } from "../resources/pick.js";
import type { TypeDecision } from "../resources/resource-maker.js";

export const CACHE_SUBNET_GROUP: TypeDecision = {
  type: "AWS::ElastiCache::SubnetGroup",
  proof: "proved",
  because: "Its subnets must be there, and caches are refused without it.",
  maker: byCalls({
    create: async ({ properties, generatedName }, api) => {
      const physicalId = textOf(properties["CacheSubnetGroupName"]) || generatedName;
      await elastiCache(api, "CreateCacheSubnetGroup", {
        CacheSubnetGroupName: physicalId,
        CacheSubnetGroupDescription: properties["Description"] ?? "",
        ...pick(properties, ["SubnetIds", "Tags"]),
      });
      return { physicalId };
    },
    update: (physicalId) => Promise.resolve({ physicalId }),
    // moto has no call that deletes one.
    remove: () => Promise.resolve(),
  }),
};

export const CACHE_PARAMETER_GROUP: TypeDecision = {
  type: "AWS::ElastiCache::ParameterGroup",
  proof: "not emulated",
  because: "moto has no parameter groups of caches.",
  maker: madeUp,
};

export const REPLICATION_GROUP: TypeDecision = {
  type: "AWS::ElastiCache::ReplicationGroup",
  proof: "proved",
  because:
    "Its subnet group, security groups and the secret of its token must be there, though not its key. No cache runs.",
  maker: byCalls({
    create: async ({ properties, generatedName }, api) => {
      const physicalId = textOf(properties["ReplicationGroupId"]) || generatedName;
      const answer = await elastiCache(api, "CreateReplicationGroup", {
        ...omit(properties, ["CacheParameterGroupName"]),
        ReplicationGroupId: physicalId,
      });
      const address = xmlText(answer, "PrimaryEndpoint", "Address") || `${physicalId}.emulated.cache.amazonaws.com`;
      const port = textOf(properties["Port"]) || "6379";
      return {
        physicalId,
        attributes: {
          "PrimaryEndPoint.Address": address,
          "PrimaryEndPoint.Port": port,
          "ConfigurationEndPoint.Address": address,
          "ConfigurationEndPoint.Port": port,
          "ReaderEndPoint.Address": address,
        },
      };
    },
    remove: async (physicalId, { deletionPolicy, generatedName }, api) => {
      await elastiCache(api, "DeleteReplicationGroup", {
        ReplicationGroupId: physicalId,
        ...(deletionPolicy === "Snapshot" ? { FinalSnapshotIdentifier: `${generatedName}-last` } : {}),
      });
    },
  }),
};
