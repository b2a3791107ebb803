import { type JsonRecord, listOf, recordOf, textOf } from "../../json/json-value.js";
import { ApiRefusal } from "../api/emulated-api.js";
import type { XmlContent } from "../api/xml.js";
import { digitsOf } from "../resources/made-up.js";
import type { StackAction } from "./stack-api.js";
import { describedChange, type StackChange, stackChanges } from "./stack-change.js";
import type { StackService } from "./stack-service.js";
import { parseTemplate } from "./template.js";

/** A change set that was made and perhaps not carried out. */
interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly type: "CREATE" | "UPDATE";
  /** What it was asked with; carried out, it is the request of a creation or an update. */
  readonly request: JsonRecord;
  readonly changes: readonly StackChange[];
  readonly createdMs: number;
  executed: boolean;
}

/** The calls about change sets. What a change set says is what is written differently; replacements are not foreseen. */
export function changeSetActions(service: StackService): Readonly<Record<string, StackAction>> {
  const sets = new Map<string, ChangeSet>();
  const find = (region: string, request: JsonRecord): ChangeSet => {
    const wanted = textOf(request["ChangeSetName"]);
    const stackName = textOf(request["StackName"]);
    const found = [...sets.values()].filter(
      (set) => set.id === wanted || (set.name === wanted && (set.stackName === stackName || set.stackId === stackName)),
    );
    const last = found.at(-1);
    if (last === undefined) throw new ApiRefusal("ChangeSetNotFound", `ChangeSet [${wanted}] does not exist`, 404);
    return last;
  };
  return {
    CreateChangeSet: async (region, request) => {
      const set = await makeChangeSet(service, region, { request, count: sets.size });
      sets.set(set.id, set);
      return { Id: set.id, StackId: set.stackId };
    },
    DescribeChangeSet: (region, request) => describedChangeSet(find(region, request)),
    ListChangeSets: (_region, request) => ({
      Summaries: [...sets.values()]
        .filter((set) => set.stackName === textOf(request["StackName"]) && !set.executed)
        .map((set) => ({
          ChangeSetId: set.id,
          ChangeSetName: set.name,
          StackId: set.stackId,
          Status: "CREATE_COMPLETE",
        })),
    }),
    DeleteChangeSet: (region, request) => {
      sets.delete(find(region, request).id);
      return {};
    },
    ExecuteChangeSet: async (region, request) => {
      const set = find(region, request);
      set.executed = true;
      const full = { ...set.request, StackName: set.stackName, ...flagsOf(request) };
      if (set.type === "CREATE") await service.create(region, full);
      else await service.update(region, full);
      return {};
    },
  };
}

const flagsOf = (request: JsonRecord): JsonRecord =>
  Object.fromEntries(
    ["ClientRequestToken", "DisableRollback"].flatMap((name) =>
      request[name] === undefined ? [] : [[name, request[name]] as const],
    ),
  );

async function makeChangeSet(
  service: StackService,
  region: string,
  { request, count }: { readonly request: JsonRecord; readonly count: number },
): Promise<ChangeSet> {
  const stackName = textOf(request["StackName"]);
  const name = textOf(request["ChangeSetName"]);
  const type = textOf(request["ChangeSetType"]) === "CREATE" ? "CREATE" : "UPDATE";
  const existing = service.world.book.find(region, stackName);
  if (type === "UPDATE" && existing === undefined) service.expect(region, stackName);
  const sent = await service.templateOf(region, request, existing ?? null);
  const stack = existing ?? service.reserve(region, stackName);
  const parameters = Object.fromEntries(
    listOf(request["Parameters"])
      .map(recordOf)
      .filter((parameter) => textOf(parameter["UsePreviousValue"]) !== "true")
      .map((parameter) => [textOf(parameter["ParameterKey"]), textOf(parameter["ParameterValue"])]),
  );
  const id = `arn:aws:cloudformation:${region}:${service.world.account}:changeSet/${name}/${digitsOf(`${stack.id} ${name} ${count}`, 32)}`;
  const changes = stackChanges(stack, parseTemplate(sent.value), { ...stack.parameters, ...parameters });
  const asked = { ...request, TemplateBody: sent.body };
  const createdMs = service.world.nowMs();
  return {
    id,
    name,
    stackId: stack.id,
    stackName: stack.name,
    type,
    request: asked,
    changes,
    createdMs,
    executed: false,
  };
}

function describedChangeSet(set: ChangeSet): XmlContent {
  const empty = set.type === "UPDATE" && set.changes.length === 0;
  return {
    ChangeSetName: set.name,
    ChangeSetId: set.id,
    StackId: set.stackId,
    StackName: set.stackName,
    CreationTime: new Date(set.createdMs).toISOString(),
    ExecutionStatus: empty ? "UNAVAILABLE" : "AVAILABLE",
    Status: empty ? "FAILED" : "CREATE_COMPLETE",
    StatusReason: empty ? "The submitted information didn't contain changes." : undefined,
    Changes: set.changes.map(describedChange),
  };
}
