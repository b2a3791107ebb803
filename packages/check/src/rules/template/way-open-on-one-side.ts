import { type Party, partyKey, partyName } from "../../reach/party.js";
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

const isOwnGroup = (party: Party): party is Extract<Party, { kind: "group" }> => party.kind === "group";

function message(rule: GroupRule): string {
  const [here, there] = [partyName(rule.group), partyName(rule.peer)];
  return rule.direction === "out"
    ? `The security group of ${here} lets out to that of ${there} on ${portsOf(rule)}, which doesn't let it in.`
    : `The security group of ${here} lets in that of ${there} on ${portsOf(rule)}, which isn't let out.`;
}

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
      if (!isOwnGroup(rule.group) || !isOwnGroup(rule.peer) || rules.some((other) => answers(rule, other))) return [];
      const resource = graph.resource(rule.group.stack, rule.group.logicalId);
      return resource === null ? [] : [{ resource, message: message(rule) }];
    });
  },
};
