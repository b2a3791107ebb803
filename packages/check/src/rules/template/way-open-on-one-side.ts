import { type Party, partyKey } from "../../reach/party.js";
import { type GroupRule, securityGroupRules } from "../../reach/security-group-rules.js";
import type { TemplateRule } from "../rule.js";

const portsOf = ({ fromPort, toPort }: GroupRule): string =>
  fromPort === toPort ? `port ${fromPort}` : `ports ${fromPort} to ${toPort}`;

/** Whether a rule of the other group lets the same traffic through; a range may hold the other group's addresses. */
const answers = (rule: GroupRule, other: GroupRule): boolean =>
  other.direction !== rule.direction &&
  partyKey(other.group) === partyKey(rule.peer) &&
  (other.peer.kind !== "group" || partyKey(other.peer) === partyKey(rule.group)) &&
  (other.protocol === "-1" || rule.protocol === "-1" || other.protocol === rule.protocol) &&
  other.fromPort <= rule.toPort &&
  rule.fromPort <= other.toPort;

type OwnGroup = Extract<Party, { kind: "group" }>;

const isOwnGroup = (party: Party): party is OwnGroup => party.kind === "group";

/** `the security group of services.api`, or the group itself where nothing is known of whose it is. */
const nameOf = ({ address, logicalId, stack }: OwnGroup): string =>
  address === null ? `${logicalId} in ${stack}` : `the security group of ${address}`;

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const message = (rule: GroupRule, here: OwnGroup, there: OwnGroup): string =>
  rule.direction === "out"
    ? `${capitalised(nameOf(here))} lets out to ${nameOf(there)} on ${portsOf(rule)}, which doesn't let it in.`
    : `${capitalised(nameOf(here))} lets in ${nameOf(there)} on ${portsOf(rule)}, which doesn't let it out.`;

export const wayOpenOnOneSide: TemplateRule = {
  code: "WayOpenOnOneSide",
  severity: "error",
  title: "Two security groups disagree on who may call whom",
  why: "A connection needs both: the caller's group must let out and the other's must let in. With one of them it hangs until it times out.",
  fix: "Write the rule on the other side too, or take this one away.",
  link: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  check: (graph) => {
    const rules = securityGroupRules(graph);
    return rules.flatMap((rule) => {
      const { group, peer } = rule;
      if (!isOwnGroup(group) || !isOwnGroup(peer) || rules.some((other) => answers(rule, other))) return [];
      const resource = graph.resource(group.stack, group.logicalId);
      return resource === null ? [] : [{ resource, message: message(rule, group, peer) }];
    });
  },
};
