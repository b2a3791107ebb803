import { type JsonRecord, textOf } from "../../json/json-value.js";
import { ApiRefusal } from "../api/emulated-api.js";
import type { XmlContent } from "../api/xml.js";
import { changeSetActions } from "./change-set-actions.js";
import { driftActions } from "./stack-drift.js";
import { describedEvent, describedResource, describedStack, stackSummary } from "./stack-answers.js";
import type { StackService } from "./stack-service.js";
import { isDeleted, isInProgress, type StackState } from "./stack-state.js";

/** One call of CloudFormation's, by its parameters. */
export type StackAction = (region: string, request: JsonRecord) => XmlContent | Promise<XmlContent>;

/** Longest time that an answer about a stack at work is held back, so that who polls sees its end at once. */
const PATIENCE_MS = 15_000;

/** The calls of CloudFormation's that the front answers by itself, by name. */
export function stackActions(service: StackService): Readonly<Record<string, StackAction>> {
  return { ...changes(service), ...questions(service), ...changeSetActions(service), ...driftActions(service) };
}

const nameIn = (request: JsonRecord): string => textOf(request["StackName"]);

function changes(service: StackService): Readonly<Record<string, StackAction>> {
  return {
    CreateStack: async (region, request) => ({ StackId: await service.create(region, request) }),
    UpdateStack: async (region, request) => ({ StackId: await service.update(region, request) }),
    DeleteStack: (region, request) => {
      service.delete(region, request);
      return {};
    },
    CancelUpdateStack: (region, request) => {
      service.cancelUpdate(region, request);
      return {};
    },
    UpdateTerminationProtection: (region, request) => {
      const stack = service.expect(region, nameIn(request));
      stack.terminationProtection = textOf(request["EnableTerminationProtection"]) === "true";
      return { StackId: stack.id };
    },
  };
}

function questions(service: StackService): Readonly<Record<string, StackAction>> {
  const { book } = service.world;
  return {
    DescribeStacks: async (region, request) => {
      if (nameIn(request) === "") {
        const there = book.all(region).filter((stack) => !isDeleted(stack));
        return { Stacks: there.map(describedStack) };
      }
      const stack = service.expect(region, nameIn(request));
      await patiently(service, stack);
      return { Stacks: [describedStack(stack)] };
    },
    ListStacks: (region) => ({ StackSummaries: book.all(region).map(stackSummary) }),
    DescribeStackEvents: (region, request) => {
      const stack = service.expect(region, nameIn(request));
      return { StackEvents: stack.events.map((event) => describedEvent(stack, event)).reverse() };
    },
    DescribeStackResources: (region, request) => {
      const stack = service.expect(region, nameIn(request));
      const wanted = textOf(request["LogicalResourceId"]);
      const resources = [...stack.resources.values()].filter(
        ({ asked }) => wanted === "" || asked.logicalId === wanted,
      );
      return { StackResources: resources.map((resource) => describedResource(stack, resource, "Timestamp")) };
    },
    DescribeStackResource: (region, request) => {
      const stack = service.expect(region, nameIn(request));
      const resource = stack.resources.get(textOf(request["LogicalResourceId"]));
      if (resource === undefined) {
        throw new ApiRefusal("ValidationError", `Resource does not exist for stack ${stack.name}`, 400);
      }
      return { StackResourceDetail: describedResource(stack, resource, "LastUpdatedTimestamp") };
    },
    ListStackResources: (region, request) => {
      const stack = service.expect(region, nameIn(request));
      const resources = [...stack.resources.values()];
      return {
        StackResourceSummaries: resources.map((resource) => describedResource(stack, resource, "LastUpdatedTimestamp")),
      };
    },
    GetTemplate: (region, request) => ({ TemplateBody: service.expect(region, nameIn(request)).templateBody }),
    GetTemplateSummary: async (region, request) => {
      const stack = nameIn(request) === "" ? null : service.expect(region, nameIn(request));
      const sent = stack === null ? await service.templateOf(region, request, null) : { body: stack.templateBody };
      return { Parameters: [], ResourceTypes: [], Version: "2010-09-09", Metadata: String(sent.body.length) };
    },
    ListExports: (region) => ({
      Exports: book
        .all(region)
        .flatMap((stack) =>
          stack.outputs.flatMap(({ exportName, value }) =>
            exportName === null ? [] : [{ ExportingStackId: stack.id, Name: exportName, Value: value }],
          ),
        ),
    }),
    ListImports: (region, request) => ({ Imports: [...book.importersOf(region, textOf(request["ExportName"]))] }),
  };
}

async function patiently(service: StackService, stack: StackState): Promise<void> {
  if (!isInProgress(stack.status)) return;
  await Promise.race([service.settled(stack), service.world.pause(PATIENCE_MS)]);
}
