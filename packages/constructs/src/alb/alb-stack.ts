import { INGRESS_ADDRESS, type ResolvedApp, type ResolvedDomain, type ResolvedIngress } from "@fairlead/model";
import { CfnOutput } from "aws-cdk-lib";
import type { ICertificate } from "aws-cdk-lib/aws-certificatemanager";
import type { ApplicationListenerRule, IApplicationLoadBalancer } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { ARecord, type IHostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { LoadBalancerTarget } from "aws-cdk-lib/aws-route53-targets";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { importTopics } from "../alerts/alert-topics.js";
import type { AlertsStack } from "../alerts/alerts-stack.js";
import type { NamedAlarm } from "../observability/app-alarm.js";
import { addRollbackAlarms } from "../observability/rollback-alarms.js";
import { markAddress } from "../provenance/mark-address.js";
import { AppStack } from "../stacks/app-stack.js";
import type { UsersStack } from "../user-pool/users-stack.js";
import type { VpcStack } from "../vpc/vpc-stack.js";
import { appLoadBalancer } from "./app-load-balancer.js";
import { hostCertificate } from "./host-certificate.js";
import { hostedZone } from "./hosted-zone.js";
import { addListenerRules } from "./listener-rules.js";
import type { Listeners } from "./listeners.js";
import { originSecret as makeOriginSecret } from "./origin-secret.js";
import { testSecret } from "./release-test.js";
import { revisionsOf, type TargetGroupDimensions, type TrafficTarget } from "./traffic-target.js";

/** What an {@link AlbStack} is made from. */
export interface AlbStackProps {
  readonly app: ResolvedApp;
  /** The ingress of the app; an app without one has no such stack. */
  readonly ingress: ResolvedIngress;
  readonly vpc: Pick<VpcStack, "vpc" | "securityGroupFor">;
  readonly alerts: Pick<AlertsStack, "topics">;
  /** `null`: the app has no user pool. */
  readonly users: Pick<UsersStack, "userPool"> | null;
}

/** The public load balancer with everything that belongs to its name, and the alarms that roll a release back. */
export class AlbStack extends AppStack {
  readonly loadBalancer: IApplicationLoadBalancer;
  /** What it is called in CloudWatch: `app/<name>/<id>`. */
  readonly loadBalancerFullName: string;
  readonly listeners: Listeners;
  /** By service: what ECS registers its tasks with. */
  readonly targets: ReadonlyMap<string, readonly TrafficTarget[]>;
  /**
   * By service: what its target groups are called in CloudWatch, those of each revision apart (`revisionsOf`). Other stacks take
   * {@link routeDimensions} of it.
   */
  readonly targetDimensions: ReadonlyMap<string, readonly (readonly TargetGroupDimensions[])[]>;
  /** By priority. */
  readonly rules: ReadonlyMap<number, ApplicationListenerRule>;
  /** `null` where the load balancer isn't made here. */
  readonly accessLogs: Bucket | null;
  /** What CloudFront shows; `null`: clients come by themselves. */
  readonly originSecret: Secret | null;
  /** What those show who try a new revision; `null`: nobody does. */
  readonly testSecret: Secret | null;
  /** `null` without a domain. */
  readonly hostedZone: IHostedZone | null;
  /** `null` without TLS, and where the load balancer has one for the hosts. */
  readonly certificate: ICertificate | null;
  /** By host; none behind CloudFront, whose stack has them. */
  readonly records: ReadonlyMap<string, ARecord>;
  /** By service. */
  readonly rollbackAlarms: ReadonlyMap<string, readonly NamedAlarm[]>;

  constructor(scope: Construct, id: string, { app, ingress, vpc, alerts, users }: AlbStackProps) {
    super(scope, id, {
      app,
      role: "Alb",
      description: `Load balancer, rules and certificate of ${app.name} (${app.environment.name})`,
    });
    markAddress(this, INGRESS_ADDRESS);
    const { domain } = app.environment;
    this.hostedZone = domain === null ? null : hostedZone(this, domain);
    this.certificate = this.makeCertificate(ingress, domain);
    const owner = { appName: app.name, environment: app.environment.name };
    const front = appLoadBalancer(this, { owner, ingress, vpc, certificate: this.certificate });
    this.loadBalancer = front.loadBalancer;
    this.loadBalancerFullName = front.fullName;
    this.listeners = front.listeners;
    this.accessLogs = front.accessLogs;
    this.records = this.makeRecords(ingress);

    this.originSecret = ingress.cdn === null ? null : makeOriginSecret(this, app);

    this.testSecret = testSecret(this, app);

    const { routes } = ingress;
    const { originSecret } = this;
    const traffic = addListenerRules(this, {
      app,
      routes,
      vpc: vpc.vpc,
      listener: this.listeners.main,
      originSecret,
      testSecret: this.testSecret,
      users,
    });
    this.targets = traffic.targets;
    this.rules = traffic.rules;
    const { fullName: LoadBalancer } = front;
    this.targetDimensions = new Map(
      [...this.targets].map(([service, targets]) => [
        service,
        revisionsOf(targets).map((groups) =>
          groups.map((group) => ({ LoadBalancer, TargetGroup: group.targetGroupFullName })),
        ),
      ]),
    );

    this.rollbackAlarms = addRollbackAlarms(this, {
      app,
      topics: importTopics(this, alerts.topics),
      owners: { targetGroups: this.targetDimensions, loadBalancer: null, data: null },
    });
    if (ingress.cdn === null && ingress.loadBalancer.kind === "create") {
      new CfnOutput(this, "LoadBalancerName", {
        description: "Where the app answers when it has no domain of its own.",
        value: this.loadBalancer.loadBalancerDnsName,
      });
    }
  }

  private makeCertificate(
    { tls, hosts, loadBalancer }: ResolvedIngress,
    domain: ResolvedDomain | null,
  ): ICertificate | null {
    if (loadBalancer.kind !== "create" && loadBalancer.hasCertificate) return null;
    if (tls === null || domain === null || this.hostedZone === null) return null;
    return hostCertificate(this, domain, hosts, this.hostedZone);
  }

  private makeRecords({ hosts, cdn }: ResolvedIngress): ReadonlyMap<string, ARecord> {
    const zone = this.hostedZone;
    if (zone === null || cdn !== null) return new Map();
    const target = RecordTarget.fromAlias(new LoadBalancerTarget(this.loadBalancer));
    return new Map(
      // A final dot keeps Route 53 from adding the zone's name once more.
      hosts.map((host) => [host, new ARecord(this, `Record-${host}`, { zone, recordName: `${host}.`, target })]),
    );
  }
}
