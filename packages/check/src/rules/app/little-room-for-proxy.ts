import { addressOf, calledServices, usesServiceConnect } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** What AWS advises to add for the proxy of Service Connect, and the least that Fargate has for a task beside it. */
const PROXY_CPU_UNITS = 256;
const LEAST_CPU_UNITS = 256;

export const littleRoomForProxy: AppRule = {
  code: "LittleRoomForProxy",
  severity: "note",
  title: "A small task carries Service Connect's proxy as well",
  why: "Service Connect puts a proxy into every task that calls or is called, and it takes from the task's CPU and memory; AWS advises 256 CPU units and 64 MiB for it.",
  fix: `Give the service at least cpu: ${PROXY_CPU_UNITS + LEAST_CPU_UNITS}.`,
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html",
  check: ({ services }) =>
    services
      .filter(({ endpoint, ...service }) => {
        const isIn = (endpoint !== null && usesServiceConnect(endpoint)) || calledServices(service).length > 0;
        return isIn && service.cpuUnits < PROXY_CPU_UNITS + LEAST_CPU_UNITS;
      })
      .map(({ name, cpuUnits }) => ({
        address: addressOf("service", name),
        message: `A task of service "${name}" has ${cpuUnits} CPU units, which it shares with the proxy of Service Connect.`,
      })),
};
