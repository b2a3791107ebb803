import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** From 4.3 on. */
const REFUSES = /^(4\.([3-9]|\d\d)|[5-9])\b/u;

export const transientQueuesRefused: AppRule = {
  code: "TransientQueuesRefused",
  severity: "note",
  title: "A broker refuses queues that are neither durable nor exclusive",
  why: "From RabbitMQ 4.3 on such a declaration is an error. Clients that declare their queues so, as many examples do, end at their start.",
  fix: "Declare shared queues durable and reply queues exclusive before the broker is brought to this version; 4.2 takes both.",
  link: "https://github.com/rabbitmq/rabbitmq-server/releases/tag/v4.3.0",
  check: ({ brokers }) =>
    brokers
      .filter(({ version }) => REFUSES.test(version))
      .map(({ name, version }) => ({
        address: addressOf("broker", name),
        message: `Broker "${name}" runs RabbitMQ ${version}, which refuses queues that are neither durable nor exclusive.`,
      })),
};
