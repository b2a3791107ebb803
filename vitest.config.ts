import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const conditions = ["@fairlead/source"];

export default defineConfig({
  // Tests read the packages' sources, so that no stale build can pass for the code.
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "packages/*/corpus/**/*.test.ts",
      "apps/*/src/**/*.test.ts",
      "examples/*/test/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    // CDK's validator takes a second per synth; the tests that are about validation ask for it themselves.
    env: { CDK_VALIDATION: "false" },
    globalSetup: ["scripts/vitest-temporary-folder.ts"],
    // Loading CDK anew for each file took longer than its tests: 294 s instead of 103 for those of the packages (two cores, 2026-11-21).
    // So files share their worker's modules, and a test that changes what is global has to put it back.
    isolate: false,
    // vitest leaves one core to itself, so that two cores would take one file at a time; many tests wait for other processes.
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
