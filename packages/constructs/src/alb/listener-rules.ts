import {
  addressOf,
  INGRESS_ADDRESS,
  type ResolvedApp,
  type ResolvedRoute,
  type ResolvedService,
} from "@fairlead/model";
import type { IVpc } from "aws-cdk-lib/aws-ec2";
import {
  ApplicationListenerRule,
  type ApplicationTargetGroup,
  CfnListenerRule,
  type IApplicationListener,
  ListenerAction,
  ListenerCondition,
} from "aws-cdk-lib/aws-elasticloadbalancingv2";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { shiftsTraffic } from "../ecs/rollout.js";
import { markAddress } from "../provenance/mark-address.js";
import { notFound } from "./listeners.js";
import { ORIGIN_HEADER, originValueHere } from "./origin-secret.js";
import { TEST_HEADER, testHeaderValue } from "./release-test.js";
import type { UsersStack } from "../user-pool/users-stack.js";
import { behindSignIn } from "./behind-sign-in.js";
import { targetGroup, type TrafficTarget } from "./traffic-target.js";

/** What the rules of a load balancer are made from. */
export interface RulesProps {
  readonly app: ResolvedApp;
  readonly routes: readonly ResolvedRoute[];
  readonly vpc: IVpc;
  readonly listener: IApplicationListener;
  /** What CloudFront shows; `null`: clients come by themselves. */
  readonly originSecret: Secret | null;
  /** What shows that a request is for a new revision; `null`: nobody tries one. */
  readonly testSecret: Secret | null;
  /** `null`: the app has no user pool, and so no route that signs in. */
  readonly users: Pick<UsersStack, "userPool"> | null;
}

export interface RoutedTraffic {
  /** By service, in the order of priorities. */
  readonly targets: ReadonlyMap<string, readonly TrafficTarget[]>;
  /** By priority. */
  readonly rules: ReadonlyMap<number, ApplicationListenerRule>;
}

/** Makes the rules, and the target groups that they lead to. */
export function addListenerRules(scope: Construct, props: RulesProps): RoutedTraffic {
  const targets = new Map<string, readonly TrafficTarget[]>();
  const rules = new Map<number, ApplicationListenerRule>();
  for (const route of props.routes) {
    if (route.action.kind === "not-found") rules.set(route.priority, addRule(scope, props, route, notFound()));
  }
  for (const service of props.app.services) {
    const routes = props.routes.filter(({ action }) => action.kind === "forward" && action.service === service.name);
    if (routes.length === 0) continue;
    targets.set(service.name, addServiceRules(scope, props, { service, routes, rules }));
  }
  return { targets, rules };
}

interface ServiceRoutes {
  readonly service: ResolvedService;
  readonly routes: readonly ResolvedRoute[];
  readonly rules: Map<number, ApplicationListenerRule>;
}

function addServiceRules(
  scope: Construct,
  props: RulesProps,
  { service, routes, rules }: ServiceRoutes,
): TrafficTarget[] {
  const makeGroup = (id: string): ApplicationTargetGroup =>
    markAddress(targetGroup(scope, id, service, props.vpc), addressOf("service", service.name));
  if (!shiftsTraffic(service.rollout)) {
    const group = makeGroup(`${service.name}-Targets`);
    for (const route of routes) {
      const action = behindSignIn(route, ListenerAction.forward([group]), props.users);
      rules.set(route.priority, addRule(scope, props, route, action));
    }
    return [{ kind: "single", group }];
  }
  return routes.map((route) => {
    // The priority is as stable as the route; a place in a list would exchange the pairs when a route is added before it.
    const blue = makeGroup(`${service.name}-${route.priority}-Blue`);
    const green = makeGroup(`${service.name}-${route.priority}-Green`);
    const rule = withoutTags(addRule(scope, props, route, weightedForward(blue, green)));
    rules.set(route.priority, rule);
    const testRule = addTestRule(scope, props, { route, service, action: weightedForward(blue, green) });
    return { kind: "pair", blue, green, rule, testRule } as const;
  });
}

/**
 * The rule by which a new revision is tried. It stands before the route's own, with the same host and path; who may use the route
 * from where is not asked, since the secret tells who it is.
 */
function addTestRule(
  scope: Construct,
  { listener, originSecret, testSecret }: RulesProps,
  { route, service, action }: { route: ResolvedRoute; service: ResolvedService; action: ListenerAction },
): ApplicationListenerRule | null {
  if (route.testPriority === null || testSecret === null) return null;
  const rule = new ApplicationListenerRule(scope, `TestRule-${route.priority}`, {
    listener,
    priority: route.testPriority,
    conditions: [
      ...conditionsOf({ ...route, sourceCidrs: [] }, originSecret),
      ListenerCondition.httpHeader(TEST_HEADER, [testHeaderValue(testSecret, service)]),
    ],
    action,
  });
  return withoutTags(markAddress(rule, addressOf("service", service.name)));
}

/**
 * A rule whose weights ECS moves must be updated as seldom as can be: CloudFormation writes the whole rule, and with it the
 * weights of the first day, which may lead to the group that ECS has emptied
 * (https://github.com/aws/aws-cdk/issues/36649, open on 2026-11-21; ECS doesn't look at the weights before it shifts:
 * https://github.com/aws/containers-roadmap/issues/2853, 2026-08). CloudFormation compares templates, not what is live, so a rule
 * that reads the same is left alone. A changed tag is no reason, and the stacks have no tags of their own, which CloudFormation
 * would put on the rule as well. What remains is a changed list of source ranges, since host and path make the rule another one:
 * see `ruleNonce`. A deployment that asks CloudFormation to undo drift (`REVERT_DRIFT`) must leave out the load balancer's stack.
 */
function withoutTags(rule: ApplicationListenerRule): ApplicationListenerRule {
  if (rule.node.defaultChild instanceof CfnListenerRule) rule.node.defaultChild.addPropertyDeletionOverride("Tags");
  return rule;
}

/** All traffic on blue is the state before the first deployment; from then on ECS moves the weights. */
const weightedForward = (blue: ApplicationTargetGroup, green: ApplicationTargetGroup): ListenerAction =>
  ListenerAction.weightedForward([
    { targetGroup: blue, weight: 100 },
    { targetGroup: green, weight: 0 },
  ]);

function addRule(
  scope: Construct,
  { listener, originSecret }: RulesProps,
  route: ResolvedRoute,
  action: ListenerAction,
): ApplicationListenerRule {
  const rule = new ApplicationListenerRule(scope, `Rule-${route.priority}`, {
    listener,
    priority: route.priority,
    conditions: conditionsOf(route, originSecret),
    action,
  });
  return markAddress(
    rule,
    route.action.kind === "forward" ? addressOf("service", route.action.service) : INGRESS_ADDRESS,
  );
}

function conditionsOf(route: ResolvedRoute, secret: Secret | null): ListenerCondition[] {
  const { host, path } = route;
  return [
    ...(host === null ? [] : [ListenerCondition.hostHeaders([host])]),
    ListenerCondition.pathPatterns([path]),
    ...(secret === null ? clientConditions(route) : originConditions(route, secret)),
  ];
}

const clientConditions = ({ sourceCidrs }: ResolvedRoute): ListenerCondition[] =>
  sourceCidrs.length === 0 ? [] : [ListenerCondition.sourceIps([...sourceCidrs])];

/** The addresses are CloudFront's; a function at its edges has looked at the client's. What is refused is so to everyone. */
function originConditions({ action, sourceCidrs, priority }: ResolvedRoute, secret: Secret): ListenerCondition[] {
  if (action.kind !== "forward") return [];
  const rule = sourceCidrs.length === 0 ? null : priority;
  return [ListenerCondition.httpHeader(ORIGIN_HEADER, [originValueHere(secret, rule)])];
}
