// Loaded into a measured process (`node --import`): leaves its peak memory, in KiB, in the file named by the environment.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const file = process.env["BENCH_MEMORY_FILE"];
  if (file !== undefined) writeFileSync(file, String(process.resourceUsage().maxRSS));
});
