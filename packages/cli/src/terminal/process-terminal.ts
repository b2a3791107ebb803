import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
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
  // Read anew each time: windows change their size.
  get columns() {
    return process.stdout.isTTY ? process.stdout.columns : process.stderr.isTTY ? process.stderr.columns : null;
  },
  get rows() {
    return process.stderr.isTTY ? process.stderr.rows : null;
  },
  ask: async (question, signal) => {
    const reader = createInterface({ input: process.stdin, output: process.stderr });
    const ended = new AbortController();
    const isOver = AbortSignal.any([ended.signal, ...(signal === undefined ? [] : [signal])]);
    // On a terminal the reader takes Ctrl-C before it becomes a signal.
    for (const event of ["SIGINT", "close"] as const) {
      reader.once(event, () => {
        ended.abort();
      });
    }
    try {
      return await reader.question(question, { signal: isOver });
    } catch (error) {
      if (isOver.aborted) return null;
      throw error;
    } finally {
      reader.close();
    }
  },
  askHidden: async (question) => {
    process.stderr.write(question);
    // What the reader would echo goes nowhere; on a terminal it takes the keys itself, so the terminal shows none either.
    const nowhere = new Writable({
      write: (_chunk, _encoding, done) => {
        done();
      },
    });
    const reader = createInterface({ input: process.stdin, output: nowhere, terminal: process.stdin.isTTY });
    const ended = new AbortController();
    for (const event of ["SIGINT", "close"] as const) {
      reader.once(event, () => {
        ended.abort();
      });
    }
    try {
      return await reader.question("", { signal: ended.signal });
    } catch (error) {
      if (ended.signal.aborted) return null;
      throw error;
    } finally {
      reader.close();
      process.stderr.write("\n");
    }
  },
  readIn: () => text(process.stdin),
};
