#!/usr/bin/env node
import { complaintAboutNode } from "./commands/oldest-node.js";

// Before everything else: on an older Node the dependencies fail while they load, and say nothing that helps.
const complaint = complaintAboutNode(process.versions.node);
if (complaint === null) {
  const { runCommandLine } = await import("./commands/command-line.js");
  process.exit(await runCommandLine(process.argv.slice(2)));
}
process.stderr.write(`${complaint}\n`);
process.exit(1);
