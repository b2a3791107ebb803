import {
  type Action,
  DescribeRulesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  type ProtocolEnum,
  type TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { expectPresent, Fault } from "@fairlead/errors";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import type { TargetGroupHealth, TargetGroupSettings, Targets } from "./targets.js";

/** Load balancers' target groups behind their SDK. */
export function awsTargets(configuration: ClientConfiguration): Targets {
  const elb = new ElasticLoadBalancingV2Client(configuration);
  return {
    health: async (targetGroup) =>
      explained({ doing: "read the health of targets", subject: targetGroup }, async () => {
        const answer = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroup }));
        return (answer.TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => ({
          target: Target?.Id ?? "",
          port: Target?.Port ?? null,
          state: TargetHealth?.State ?? "unknown",
          reason: TargetHealth?.Description ?? TargetHealth?.Reason ?? null,
        }));
      }),
    trafficPercents: async (listenerRule) =>
      explained({ doing: "read the weights of a listener rule", subject: listenerRule }, async () => {
        const answer = await elb.send(new DescribeRulesCommand({ RuleArns: [listenerRule] }));
        return percentsOf(answer.Rules?.[0]?.Actions ?? []);
      }),
    settings: async (targetGroup) =>
      explained({ doing: "read the settings of a target group", subject: targetGroup }, () =>
        readSettings(elb, targetGroup),
      ),
    changeSettings: async (targetGroup, settings) =>
      explained({ doing: "change the settings of a target group", subject: targetGroup }, () =>
        writeSettings(elb, targetGroup, settings),
      ),
  };
}

function percentsOf(actions: readonly Action[]): Readonly<Record<string, number>> {
  const groups = actions.flatMap(({ ForwardConfig }) => ForwardConfig?.TargetGroups ?? []);
  const sum = groups.reduce((total, { Weight }) => total + (Weight ?? 1), 0);
  return Object.fromEntries(
    groups.map(({ TargetGroupArn, Weight }) => [TargetGroupArn ?? "", sum === 0 ? 0 : ((Weight ?? 1) * 100) / sum]),
  );
}

async function readSettings(elb: ElasticLoadBalancingV2Client, targetGroup: string): Promise<TargetGroupSettings> {
  const [groups, attributes] = await Promise.all([
    elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [targetGroup] })),
    elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: targetGroup })),
  ]);
  return {
    health: healthOf(expectPresent(groups.TargetGroups?.[0], `Target group ${targetGroup}`)),
    attributes: Object.fromEntries((attributes.Attributes ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""])),
  };
}

const healthOf = (group: TargetGroup): TargetGroupHealth => ({
  path: group.HealthCheckPath ?? null,
  port: group.HealthCheckPort ?? "traffic-port",
  protocol: group.HealthCheckProtocol ?? "HTTP",
  intervalSeconds: expectPresent(group.HealthCheckIntervalSeconds, "ELB's HealthCheckIntervalSeconds"),
  timeoutSeconds: expectPresent(group.HealthCheckTimeoutSeconds, "ELB's HealthCheckTimeoutSeconds"),
  healthyThreshold: expectPresent(group.HealthyThresholdCount, "ELB's HealthyThresholdCount"),
  unhealthyThreshold: expectPresent(group.UnhealthyThresholdCount, "ELB's UnhealthyThresholdCount"),
  matcher: group.Matcher?.HttpCode ?? group.Matcher?.GrpcCode ?? null,
});

async function writeSettings(
  elb: ElasticLoadBalancingV2Client,
  targetGroup: string,
  { health, attributes }: TargetGroupSettings,
): Promise<void> {
  await elb.send(
    new ModifyTargetGroupCommand({
      TargetGroupArn: targetGroup,
      HealthCheckPath: health.path ?? undefined,
      HealthCheckPort: health.port,
      HealthCheckProtocol: protocolOf(health.protocol),
      HealthCheckIntervalSeconds: health.intervalSeconds,
      HealthCheckTimeoutSeconds: health.timeoutSeconds,
      HealthyThresholdCount: health.healthyThreshold,
      UnhealthyThresholdCount: health.unhealthyThreshold,
      Matcher: health.matcher === null ? undefined : { HttpCode: health.matcher },
    }),
  );
  const changes = Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
  if (changes.length === 0) return;
  await elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: targetGroup, Attributes: changes }));
}

/** Fairlead's target groups speak one of these; what was read here is what is written. */
function protocolOf(protocol: string): ProtocolEnum {
  if (protocol === "HTTP" || protocol === "HTTPS" || protocol === "TCP" || protocol === "TLS") return protocol;
  throw new Fault("UnknownProtocol", `No target group of Fairlead's is asked for its health by ${protocol}.`);
}
