import { isRecord, type JsonRecord, parseJson, textOf } from "../../json/json-value.js";
import { ApiRefusal } from "../api/emulated-api.js";
import { readQueryParameters } from "../api/query-parameters.js";
import type { StackAction } from "../cloudformation/stack-api.js";
import type { JsonAction } from "../ecs/ecs-actions.js";
import type { LiveCluster } from "../ecs/live-cluster.js";
import type { FrontAnswer, FrontHandler } from "./front-server.js";
import { queryAnswer, queryRefusal, refusalFrom } from "./query-answer.js";
import type { SimulatedState } from "./simulated-state.js";
import { targetHealth } from "./target-health.js";

const FORWARD: FrontAnswer = { kind: "forward" };

const CLOUDFORMATION = "http://cloudformation.amazonaws.com/doc/2010-05-15/";
const ELASTIC_LOAD_BALANCING = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

/** The toolkit's own stack, which moto makes by itself; by name or by ARN. */
const TOOLKIT_STACK = /^(?:arn:.*:stack\/)?CDKToolkit/;

const queryOf = (body: string): JsonRecord => readQueryParameters(new URLSearchParams(body));

/** CloudFormation, but for the toolkit's own stack. */
export const stackHandler =
  (actions: Readonly<Record<string, StackAction>>): FrontHandler =>
  async ({ region, body }) => {
    const request = queryOf(body);
    const action = textOf(request["Action"]);
    const answer = actions[action];
    if (answer === undefined || TOOLKIT_STACK.test(textOf(request["StackName"]))) return FORWARD;
    try {
      return queryAnswer(action, CLOUDFORMATION, await answer(region, request));
    } catch (error) {
      // A change set of the toolkit's own stack is named by its id alone.
      if (error instanceof ApiRefusal && error.code === "ChangeSetNotFound") return FORWARD;
      return queryRefusal(error);
    }
  };

/** A service that speaks JSON. */
export const jsonHandler =
  (actions: Readonly<Record<string, JsonAction>>): FrontHandler =>
  async ({ region, body, target }) => {
    const answer = actions[target.slice(target.indexOf(".") + 1)];
    if (answer === undefined) return FORWARD;
    try {
      const request = parseJson(body === "" ? "{}" : body);
      const content = await answer(region, isRecord(request) ? request : {});
      return content === null ? FORWARD : json(200, content);
    } catch (error) {
      const { code, message, status } = refusalFrom(error);
      return json(status, { __type: code, message });
    }
  };

const json = (status: number, content: JsonRecord): FrontAnswer => ({
  kind: "answer",
  status,
  contentType: "application/x-amz-json-1.1",
  body: JSON.stringify(content),
});

/** Targets are the simulation's; rules are the emulator's, once their weights are written. */
export const loadBalancingHandler =
  (cluster: LiveCluster, state: SimulatedState): FrontHandler =>
  async ({ body }) => {
    const request = queryOf(body);
    const action = textOf(request["Action"]);
    try {
      if (action === "DescribeRules") await state.writeWeights();
      if (action !== "DescribeTargetHealth") return FORWARD;
      const health = targetHealth(cluster, textOf(request["TargetGroupArn"]));
      return health === null ? FORWARD : queryAnswer(action, ELASTIC_LOAD_BALANCING, health);
    } catch (error) {
      return queryRefusal(error);
    }
  };

/** Alarms are the emulator's, once their states are written. */
export const alarmHandler =
  (state: SimulatedState): FrontHandler =>
  async ({ body, target }) => {
    if (target.endsWith(".DescribeAlarms") || body.includes("Action=DescribeAlarms")) await state.writeAlarms();
    return FORWARD;
  };

/** The toolkit looks for hints in CloudTrail after a failure; moto has none, and a failure there would be tried again for long. */
export const trailHandler: FrontHandler = ({ target }) =>
  Promise.resolve(target.endsWith(".LookupEvents") ? json(200, { Events: [] }) : FORWARD);
