import { aResolvedApp, aResolvedJob, aResolvedService } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { connectionDiagram } from "./mermaid.js";

/** Everything in it is called the same. */
const namesakes = aResolvedApp({
  ingress: null,
  services: [aResolvedService({ name: "main" })],
  jobs: [aResolvedJob({ name: "main" })],
  connections: [
    { kind: "network", from: "services.main", to: "databases.main", port: 5432, because: "DATABASE_URL" },
    { kind: "network", from: "services.main", to: "databases.main", port: 5432, because: "READER_URL" },
    { kind: "network", from: "jobs.main", to: "databases.main", port: 5432, because: "DATABASE_URL" },
    { kind: "network", from: "jobs.main", to: "adopted.elsewhere", port: 443, because: "API_URL" },
  ],
});

describe("the picture of connections", () => {
  it("keeps parts of different kinds apart that have one name", () => {
    expect(connectionDiagram(namesakes)).toEqual([
      "```mermaid",
      "flowchart LR",
      '  n_services_main["main"]',
      '  n_jobs_main(["main"])',
      '  n_databases_main[("main")]',
      '  n_caches_cache[("cache")]',
      '  n_adopted_elsewhere["elsewhere"]',
      "  n_services_main -->|5432| n_databases_main",
      "  n_jobs_main -->|5432| n_databases_main",
      "  n_jobs_main -->|443| n_adopted_elsewhere",
      "```",
    ]);
  });
});
