import { describe, expect, it } from "vitest";
import { anEstimate, type Resources } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

const WITH_DEAD_LETTERS: Resources = {
  Queue: {
    Type: "AWS::SQS::Queue",
    Properties: { RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] } } },
  },
  Dead: { Type: "AWS::SQS::Queue" },
};

describe("the cost of a queue", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A queue", {
      standard: { resources: { It: { Type: "AWS::SQS::Queue" } }, only: "It" },
      "first in, first out": {
        resources: { It: { Type: "AWS::SQS::Queue", Properties: { FifoQueue: true } } },
        only: "It",
      },
    });
    await expect(table).toMatchFileSnapshot("golden/queue.txt");
  });

  it("costs nothing where it takes only what failed elsewhere", () => {
    const { lines } = anEstimate(WITH_DEAD_LETTERS);
    expect(lines.map(({ logicalId }) => logicalId)).toEqual(["Queue"]);
  });
});
