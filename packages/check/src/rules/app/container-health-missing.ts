import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const containerHealthMissing: AppRule = {
  code: "ContainerHealthMissing",
  severity: "note",
  title: "Nothing asks a service how it is",
  why: "A worker that hangs looks alive to ECS for as long as its process does, and a release that hangs counts as steady.",
  fix: 'Give the service a "containerHealth" command that fails when the work stands still.',
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html",
  check: ({ services }) =>
    services
      .filter(({ containerHealth, targetHealth }) => containerHealth === null && targetHealth === null)
      .map(({ name }) => ({
        address: addressOf("service", name),
        message: `Service "${name}" has neither a container health check nor a load balancer that asks it.`,
      })),
};
