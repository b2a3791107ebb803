import { type JsonRecord, listOf, sameJson, textOf } from "../../json/json-value.js";
import type { EmulatedApi } from "../api/emulated-api.js";
import type { XmlContent } from "../api/xml.js";
import type { StackAction } from "./stack-api.js";
import type { StackService } from "./stack-service.js";
import type { StackResource, StackState } from "./stack-state.js";

/** How one resource compares with its template, as CloudFormation says it. */
interface ResourceDrift {
  readonly resource: StackResource;
  readonly status: "IN_SYNC" | "MODIFIED" | "DELETED";
  readonly differences: readonly PropertyDifference[];
}

interface PropertyDifference {
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

/**
 * The calls that look for what was changed by hand: properties of the deployed template are compared with what the emulator has, for the
 * types whose maker can read them back. The others are not checked, as with types that CloudFormation can't compare.
 */
export function driftActions(service: StackService): Readonly<Record<string, StackAction>> {
  const detected = new Map<string, readonly ResourceDrift[]>();
  const nowIso = (): string => new Date(service.world.nowMs()).toISOString();
  return {
    DetectStackDrift: async (region, request) => {
      const stack = service.expect(region, textOf(request["StackName"]));
      detected.set(stack.id, await compare(stack, service.world.api(region)));
      return { StackDriftDetectionId: stack.id };
    },
    DescribeStackDriftDetectionStatus: (_region, request) => {
      const id = textOf(request["StackDriftDetectionId"]);
      const drifted = (detected.get(id) ?? []).filter(({ status }) => status !== "IN_SYNC");
      return {
        StackId: id,
        StackDriftDetectionId: id,
        StackDriftStatus: drifted.length === 0 ? "IN_SYNC" : "DRIFTED",
        DetectionStatus: "DETECTION_COMPLETE",
        DriftedStackResourceCount: drifted.length,
        Timestamp: nowIso(),
      };
    },
    DescribeStackResourceDrifts: (region, request) => {
      const stack = service.expect(region, textOf(request["StackName"]));
      const wanted = listOf(request["StackResourceDriftStatusFilters"]).map(textOf);
      const drifts = (detected.get(stack.id) ?? []).filter(
        ({ status }) => wanted.length === 0 || wanted.includes(status),
      );
      return { StackResourceDrifts: drifts.map((drift) => described(stack, drift, nowIso())) };
    },
  };
}

async function compare(stack: StackState, api: EmulatedApi): Promise<readonly ResourceDrift[]> {
  const found: ResourceDrift[] = [];
  for (const resource of stack.resources.values()) {
    const now = await resource.decision.maker.read?.(resource.made, api);
    if (now === undefined) continue;
    const differences = now === null ? [] : differencesOf(resource.asked.properties, now);
    const status = now === null ? "DELETED" : differences.length === 0 ? "IN_SYNC" : "MODIFIED";
    found.push({ resource, status, differences });
  }
  return found;
}

/** Of properties that the template states: the others are AWS's defaults. */
function differencesOf(expected: JsonRecord, now: JsonRecord): readonly PropertyDifference[] {
  return Object.entries(now).flatMap(([name, actual]) => {
    const stated = expected[name];
    if (stated === undefined || sameJson(stated, actual)) return [];
    return [{ path: `/${name}`, expected: textOf(stated), actual: textOf(actual) }];
  });
}

const described = (stack: StackState, { resource, status, differences }: ResourceDrift, at: string): XmlContent => ({
  StackId: stack.id,
  LogicalResourceId: resource.asked.logicalId,
  PhysicalResourceId: resource.made.physicalId,
  ResourceType: resource.asked.type,
  StackResourceDriftStatus: status,
  PropertyDifferences: differences.map(({ path, expected, actual }) => ({
    PropertyPath: path,
    ExpectedValue: expected,
    ActualValue: actual,
    DifferenceType: "NOT_EQUAL",
  })),
  Timestamp: at,
});
