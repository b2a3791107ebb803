import {
  isRecord,
  type JsonRecord,
  type JsonValue,
  listOf,
  recordOf,
  sameJson,
  textOf,
} from "../../json/json-value.js";
import { ApiRefusal } from "../api/emulated-api.js";
import { digitsOf } from "../resources/made-up.js";
import { parseSentTemplate, readTemplateUrl, type SentTemplate } from "./read-template-url.js";
import { StackOperation } from "./stack-operation.js";
import { isInProgress, type StackState } from "./stack-state.js";
import type { StackWorld } from "./stack-world.js";
import { parseTemplate } from "./template.js";

/** Begins what CloudFormation's callers ask for; each operation goes on by itself, and {@link settled} waits for it. */
export class StackService {
  readonly world: StackWorld;
  private readonly operations = new Map<string, Promise<void>>();
  private readonly running = new Map<string, StackOperation>();
  private count = 0;

  constructor(world: StackWorld) {
    this.world = world;
  }

  /** Id of the stack. Throws `ApiRefusal` as CloudFormation does. */
  async create(region: string, request: JsonRecord): Promise<string> {
    const name = textOf(request["StackName"]);
    const existing = this.world.book.find(region, name);
    if (existing !== undefined && existing.status !== "REVIEW_IN_PROGRESS") {
      throw new ApiRefusal("AlreadyExistsException", `Stack [${name}] already exists`, 400);
    }
    const sent = await this.templateOf(region, request, null);
    const stack = existing ?? this.reserve(region, name);
    Object.assign(stack, this.changeOf(sent, request, stack));
    const rollback = textOf(request["DisableRollback"]) !== "true" && textOf(request["OnFailure"]) !== "DO_NOTHING";
    this.start(stack, request, "CREATE_IN_PROGRESS", (operation) => operation.create(stack.template, rollback));
    return stack.id;
  }

  async update(region: string, request: JsonRecord): Promise<string> {
    const stack = this.expect(region, textOf(request["StackName"]));
    this.refuseInProgress(stack, "UPDATE");
    if (isStopped(stack.status) && textOf(request["DisableRollback"]) !== "true") {
      const message = `This stack is currently in a non-terminal [${stack.status}] state. To update the stack from this state, please use the disable-rollback parameter with update-stack API.`;
      throw new ApiRefusal("ValidationError", message, 400);
    }
    const sent = await this.templateOf(region, request, stack);
    const { template, templateBody, parameters } = stack;
    const change = this.changeOf(sent, request, stack);
    const same = sameJson(change.parameters, parameters) && sameJson(change.tags, stack.tags);
    if (same && sameText(change.templateBody, templateBody) && !isStopped(stack.status)) {
      throw new ApiRefusal("ValidationError", "No updates are to be performed.", 400);
    }
    Object.assign(stack, change, { updatedMs: this.world.nowMs() });
    const rollback = textOf(request["DisableRollback"]) !== "true";
    this.start(stack, request, "UPDATE_IN_PROGRESS", (operation) =>
      operation.update(stack.template, { template, templateBody, parameters }, rollback),
    );
    return stack.id;
  }

  delete(region: string, request: JsonRecord): void {
    const stack = this.world.book.find(region, textOf(request["StackName"]));
    if (stack === undefined || stack.status === "DELETE_COMPLETE") return;
    if (stack.terminationProtection) {
      throw new ApiRefusal(
        "ValidationError",
        `Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`,
        400,
      );
    }
    for (const { exportName } of stack.outputs) {
      const users = exportName === null ? [] : this.world.book.importersOf(region, exportName);
      if (users.length > 0) {
        const message = `Export ${exportName} cannot be deleted as it is in use by ${users.join(", ")}`;
        throw new ApiRefusal("ValidationError", message, 400);
      }
    }
    this.refuseInProgress(stack, "DELETE");
    this.start(stack, request, "DELETE_IN_PROGRESS", (operation) => operation.delete());
  }

  cancelUpdate(region: string, request: JsonRecord): void {
    const stack = this.expect(region, textOf(request["StackName"]));
    if (stack.status !== "UPDATE_IN_PROGRESS") {
      const message = `CancelUpdateStack cannot be called from current stack status ${stack.status}`;
      throw new ApiRefusal("ValidationError", message, 400);
    }
    this.running.get(stack.id)?.cancel();
  }

  /** The stack of a name or an id. Throws `ApiRefusal` in CloudFormation's words when there is none. */
  expect(region: string, nameOrId: string): StackState {
    const stack = this.world.book.find(region, nameOrId);
    if (stack === undefined) {
      throw new ApiRefusal("ValidationError", `Stack with id ${nameOrId} does not exist`, 400);
    }
    return stack;
  }

  /** Resolves when nothing is done to a stack any more. */
  async settled(stack: StackState): Promise<void> {
    await this.operations.get(stack.id);
  }

  /** Holds the name for a stack that has no resources yet. */
  reserve(region: string, name: string): StackState {
    this.count += 1;
    const digits = digitsOf(`${region} ${name} ${this.count}`, 32);
    const uuid = [
      digits.slice(0, 8),
      digits.slice(8, 12),
      digits.slice(12, 16),
      digits.slice(16, 20),
      digits.slice(20),
    ].join("-");
    const stack: StackState = {
      id: `arn:aws:cloudformation:${region}:${this.world.account}:stack/${name}/${uuid}`,
      name,
      region,
      createdMs: this.world.nowMs(),
      updatedMs: null,
      deletedMs: null,
      status: "REVIEW_IN_PROGRESS",
      statusReason: "",
      templateBody: "",
      template: { parameters: {}, mappings: {}, conditions: {}, resources: {}, outputs: {}, description: "" },
      parameters: {},
      tags: {},
      terminationProtection: false,
      resources: new Map(),
      outputs: [],
      imports: new Set(),
      events: [],
    };
    this.world.book.add(stack);
    return stack;
  }

  /** The template that a request speaks of. */
  async templateOf(region: string, request: JsonRecord, stack: StackState | null): Promise<SentTemplate> {
    const body = textOf(request["TemplateBody"]);
    if (body !== "") return parseSentTemplate(body);
    const url = textOf(request["TemplateURL"]);
    if (url !== "") return readTemplateUrl(url, this.world.api(region));
    if (stack !== null && textOf(request["UsePreviousTemplate"]) === "true")
      return parseSentTemplate(stack.templateBody);
    throw new ApiRefusal("ValidationError", "Either Template URL or Template Body must be specified.", 400);
  }

  private changeOf(
    sent: SentTemplate,
    request: JsonRecord,
    stack: StackState,
  ): Pick<StackState, "template" | "templateBody" | "parameters" | "tags"> {
    const template = parseTemplate(sent.value);
    return {
      template,
      templateBody: sent.body,
      parameters: parametersOf(request["Parameters"], stack.parameters, template.parameters),
      tags: request["Tags"] === undefined ? stack.tags : pairsOf(request["Tags"], "Key", "Value"),
    };
  }

  private refuseInProgress(stack: StackState, verb: string): void {
    if (!isInProgress(stack.status) || stack.status === "REVIEW_IN_PROGRESS") return;
    const message = `Stack:${stack.id} is in ${stack.status} state and can not be updated.`;
    throw new ApiRefusal(verb === "DELETE" ? "OperationInProgressException" : "ValidationError", message, 400);
  }

  private start(
    stack: StackState,
    request: JsonRecord,
    status: string,
    run: (operation: StackOperation) => Promise<void>,
  ): void {
    stack.status = status;
    const operation = new StackOperation(this.world, stack, textOf(request["ClientRequestToken"]));
    this.running.set(stack.id, operation);
    this.operations.set(stack.id, run(operation));
  }
}

/** Where an operation without a rollback failed; the same template once more is a try anew. */
const isStopped = (status: string): boolean => status === "CREATE_FAILED" || status === "UPDATE_FAILED";

const sameText = (left: string, right: string): boolean =>
  left === right || (right !== "" && sameJson(parseSentTemplate(left).value, parseSentTemplate(right).value));

function parametersOf(
  given: JsonValue | undefined,
  previous: Readonly<Record<string, string>>,
  known: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const entries = listOf(given)
    .filter(isRecord)
    .flatMap((parameter): readonly (readonly [string, string])[] => {
      const name = textOf(parameter["ParameterKey"]);
      if (textOf(parameter["UsePreviousValue"]) !== "true") return [[name, textOf(parameter["ParameterValue"])]];
      const before = previous[name];
      // What was never given stays the template's default.
      return before === undefined ? [] : [[name, before]];
    });
  for (const [name] of entries) {
    if (known[name] === undefined) {
      throw new ApiRefusal("ValidationError", `Parameters: [${name}] do not exist in the template`, 400);
    }
  }
  return Object.fromEntries(entries);
}

/** A list of names and values, as CloudFormation has its tags, as a record. */
const pairsOf = (list: JsonValue | undefined, key: string, value: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    listOf(list)
      .map(recordOf)
      .map((pair) => [textOf(pair[key]), textOf(pair[value])]),
  );
