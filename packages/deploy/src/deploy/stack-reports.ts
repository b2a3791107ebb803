import type { Report } from "../event/deploy-event.js";
import type { OnStackEvent } from "../stacks/stacks.js";

/** Tells of a stack what CloudFormation says of it. */
export const stackReporter =
  (stack: string, report: Report): OnStackEvent =>
  ({ logicalId, resourceType, status, reason }, { resourcesDone, resourcesTotal }) => {
    const isWhole = resourceType === "AWS::CloudFormation::Stack" && logicalId === stack;
    if (isWhole) {
      report({ type: "stack", stack, status, resourcesDone, resourcesTotal });
      return;
    }
    report({ type: "resource", stack, logicalId, resourceType, status, reason });
  };
