import type { JsonRecord } from "../../json/json-value.js";
import type { EmulatedApi, QueryCall } from "../api/emulated-api.js";
import type { XmlElement } from "../api/xml.js";

/** Calls one service in AWS's query protocol. */
export type Query = (api: EmulatedApi, action: string, parameters: JsonRecord) => Promise<XmlElement>;

/** Calls one service in AWS's JSON protocol. */
export type Json = (api: EmulatedApi, action: string, body: JsonRecord) => Promise<JsonRecord>;

export const querying =
  (service: string, version: string, lists: QueryCall["lists"] = "member"): Query =>
  (api, action, parameters) =>
    api.query({ service, version, action, parameters, lists });

export const jsonCalling =
  (service: string, prefix: string): Json =>
  (api, action, body) =>
    api.json({ service, target: `${prefix}.${action}`, body });

export const acm = jsonCalling("acm", "CertificateManager");
export const applicationAutoscaling = jsonCalling("application-autoscaling", "AnyScaleFrontendService");
export const budgets = jsonCalling("budgets", "AWSBudgetServiceGateway");
export const cloudWatch = querying("monitoring", "2010-08-01");
export const cognito = jsonCalling("cognito-idp", "AWSCognitoIdentityProviderService");
export const ec2 = querying("ec2", "2016-11-15", "flat");
export const ecr = jsonCalling("ecr", "AmazonEC2ContainerRegistry_V20150921");
export const ecs = jsonCalling("ecs", "AmazonEC2ContainerServiceV20141113");
export const elastiCache = querying("elasticache", "2015-02-02", {
  words: { SecurityGroupIds: "SecurityGroupId", SubnetIds: "SubnetIdentifier", Tags: "Tag" },
});
export const elasticLoadBalancing = querying("elasticloadbalancing", "2015-12-01");
export const kms = jsonCalling("kms", "TrentService");
export const logs = jsonCalling("logs", "Logs_20140328");
export const rds = querying("rds", "2014-10-31", {
  words: { SubnetIds: "SubnetIdentifier", Tags: "Tag", VpcSecurityGroupIds: "VpcSecurityGroupId" },
});
export const secretsManager = jsonCalling("secretsmanager", "secretsmanager");
export const serviceDiscovery = jsonCalling("servicediscovery", "Route53AutoNaming_v20170314");
export const sns = querying("sns", "2010-03-31");
export const sqs = jsonCalling("sqs", "AmazonSQS");
export const wafv2 = jsonCalling("wafv2", "AWSWAF_20190729");
