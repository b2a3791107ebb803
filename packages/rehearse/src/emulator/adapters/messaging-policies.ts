import { listOf, textOf } from "../../json/json-value.js";
import { xmlText } from "../api/xml.js";
import { byCalls } from "../resources/by-calls.js";
import { sns, sqs } from "../resources/calls.js";
import type { TypeDecision } from "../resources/resource-maker.js";

const BECAUSE =
  "What it is the policy of must be there. What its statements speak of is not looked for, and nobody is refused by it.";

export const TOPIC_POLICY: TypeDecision = {
  type: "AWS::SNS::TopicPolicy",
  proof: "proved",
  because: BECAUSE,
  maker: byCalls({
    create: async ({ properties, generatedName }, api) => {
      for (const topic of listOf(properties["Topics"])) {
        const AttributeValue = JSON.stringify(properties["PolicyDocument"] ?? {});
        await sns(api, "SetTopicAttributes", { TopicArn: topic, AttributeName: "Policy", AttributeValue });
      }
      return { physicalId: generatedName };
    },
    // It goes with its topic.
    remove: () => Promise.resolve(),
  }),
};

export const QUEUE_POLICY: TypeDecision = {
  type: "AWS::SQS::QueuePolicy",
  proof: "proved",
  because: BECAUSE,
  maker: byCalls({
    create: async ({ properties, generatedName }, api) => {
      for (const queue of listOf(properties["Queues"])) {
        const Policy = JSON.stringify(properties["PolicyDocument"] ?? {});
        await sqs(api, "SetQueueAttributes", { QueueUrl: queue, Attributes: { Policy } });
      }
      return { physicalId: generatedName };
    },
    // It goes with its queue.
    remove: () => Promise.resolve(),
  }),
};

export const SUBSCRIPTION: TypeDecision = {
  type: "AWS::SNS::Subscription",
  proof: "proved",
  because: "The topic must be there; no message is sent, and nobody has to confirm it.",
  maker: byCalls({
    create: async ({ properties }, api) => {
      const { TopicArn = "", Protocol = "", Endpoint = "" } = properties;
      const answer = await sns(api, "Subscribe", { TopicArn, Protocol, Endpoint, ReturnSubscriptionArn: true });
      return { physicalId: xmlText(answer, "SubscriptionArn") };
    },
    remove: async (physicalId, _asked, api) => {
      await sns(api, "Unsubscribe", { SubscriptionArn: textOf(physicalId) });
    },
  }),
};

export const BUCKET_POLICY: TypeDecision = {
  type: "AWS::S3::BucketPolicy",
  proof: "proved",
  because: BECAUSE,
  maker: byCalls({
    create: async ({ properties }, api) => {
      const bucket = textOf(properties["Bucket"]);
      const body = JSON.stringify(properties["PolicyDocument"] ?? {});
      await api.rest({ service: "s3", method: "PUT", path: `/${bucket}?policy`, body });
      return { physicalId: bucket };
    },
    remove: async (physicalId, _asked, api) => {
      await api.rest({ service: "s3", method: "DELETE", path: `/${physicalId}?policy` });
    },
  }),
};
