import { createInterface } from "node:readline/promises";
import type { Terminal } from "./terminal.js";

/** The process's own streams. Questions go to stderr, so that stdout stays data. */
export const processTerminal: Terminal = {
  writeOut: (text) => {
    process.stdout.write(text);
  },
  writeErr: (text) => {
    process.stderr.write(text);
  },
  outIsTty: process.stdout.isTTY,
  errIsTty: process.stderr.isTTY,
  inIsTty: process.stdin.isTTY,
  columns: process.stdout.isTTY ? process.stdout.columns : null,
  ask: async (question) => {
    const reader = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await reader.question(question);
    } finally {
      reader.close();
    }
  },
};
