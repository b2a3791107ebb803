import { type GraphResource, isTrue } from "@fairlead/check";
import { fixed } from "../charge/range.js";
import { priced, type Surroundings } from "./treatment.js";

/** Receiving, deleting and sending are a request each. */
const REQUESTS_PER_MESSAGE = 3;
/** A worker that waits for 20 seconds at a time asks so often in a month. */
const POLLS = 131_400;

/** SQS by requests, of which waiting for work makes some too. */
export const queue = priced((resource, around) => {
  const { properties } = resource;
  const { usage } = around;
  return [
    {
      price: {
        service: "SQS",
        item: isTrue(properties["FifoQueue"]) ? "FIFO requests" : "standard requests (1M free)",
      },
      what: "requests",
      quantity: fixed(isForDeadLetters(resource, around) ? 0 : usage.requestsPerMonth * REQUESTS_PER_MESSAGE + POLLS),
      assumption: "a message for each request, and a worker that polls for 20 seconds at a time",
    },
  ];
});

const DEAD_LETTERS = ["deadLetterTargetArn", "DeadLetterConfig"];

/** What failed elsewhere comes here, which is next to nothing. */
function isForDeadLetters(queue: GraphResource, { graph }: Surroundings): boolean {
  return graph
    .ofType("AWS::SQS::Queue", "AWS::Scheduler::Schedule", "AWS::Events::Rule", "AWS::Lambda::Function")
    .some(({ stack, properties }) =>
      valuesUnder(properties, DEAD_LETTERS).some((value) =>
        graph.referencesIn(stack, value).some((reference) => reference.resource === queue),
      ),
    );
}

/** All values of some properties, however deep. */
function valuesUnder(value: unknown, names: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => valuesUnder(item, names));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    names.includes(name) ? [inner] : valuesUnder(inner, names),
  );
}
