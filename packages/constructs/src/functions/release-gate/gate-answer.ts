/** Everything needed to answer CloudFormation later, from whichever invocation learns the result. */
export interface ReplyAddress {
  readonly responseUrl: string;
  readonly requestId: string;
  readonly stackId: string;
  readonly logicalResourceId: string;
  readonly physicalResourceId: string;
}

export interface GateAnswer {
  readonly status: "SUCCESS" | "FAILED";
  /** Shown in the stack's events. */
  readonly reason: string;
}

// CloudFormation takes a response of 4096 bytes at most; ids and names need a part of them.
const LONGEST_REASON_CHARACTERS = 1500;

/** The body that CloudFormation reads at the response's address. */
export function answerBody(to: ReplyAddress, answer: GateAnswer): string {
  return JSON.stringify({
    Status: answer.status,
    Reason: answer.reason.slice(0, LONGEST_REASON_CHARACTERS),
    PhysicalResourceId: to.physicalResourceId,
    StackId: to.stackId,
    RequestId: to.requestId,
    LogicalResourceId: to.logicalResourceId,
    NoEcho: true,
    Data: {},
  });
}
