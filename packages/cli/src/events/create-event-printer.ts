import type { DeployEvent } from "@fairlead/deploy";
import type { Ports } from "../ports.js";
import type { Style } from "../terminal/style.js";
import { timeOfDay } from "./elapsed.js";
import { eventLine } from "./event-line.js";
import type { EventPrinter } from "./event-printer.js";
import { heartbeatLine, plainLines } from "./plain-lines.js";
import { advanceView, beginView, type ProgressView } from "./progress-view.js";

/** How events are shown. `document`: with `--json` of a command whose answer is one document, they aren't. */
export type EventMode = "tree" | "lines" | "stream" | "silent";

export interface EventPrinterOptions {
  readonly ports: Pick<Ports, "terminal" | "clock">;
  readonly mode: EventMode;
  /** Of stderr, where progress goes. */
  readonly style: Style;
  readonly isVerbose: boolean;
}

/** CI systems take a job without output for dead after some minutes; half a minute is what other tools tell. */
const HEARTBEAT_MS = 30_000;

interface Sink {
  readonly shown: (before: ProgressView, event: DeployEvent) => void;
  readonly data: EventPrinter["data"];
  readonly end: () => void;
}

const silentSink = ({ ports }: EventPrinterOptions): Sink => ({
  shown: () => undefined,
  data: (_event, text) => {
    ports.terminal.writeOut(`${text}\n`);
  },
  end: () => undefined,
});

const streamSink = ({ ports: { terminal, clock } }: EventPrinterOptions): Sink => ({
  shown: (_before, event) => {
    terminal.writeOut(eventLine({ ...event }, clock.nowMs()));
  },
  data: (event) => {
    terminal.writeOut(eventLine(event, clock.nowMs()));
  },
  end: () => undefined,
});

function linesSink({ ports: { terminal, clock }, isVerbose }: EventPrinterOptions, view: () => ProgressView): Sink {
  let lastMs = clock.nowMs();
  const write = (line: string): void => {
    lastMs = clock.nowMs();
    terminal.writeErr(`${timeOfDay(lastMs)}  ${line}\n`);
  };
  const stop = clock.every(HEARTBEAT_MS / 6, () => {
    const nowMs = clock.nowMs();
    if (view().steps.length > 0 && nowMs - lastMs >= HEARTBEAT_MS) write(heartbeatLine(view(), nowMs));
  });
  return {
    shown: (before, event) => {
      for (const line of plainLines(before, event, isVerbose)) write(line);
    },
    data: (_event, text) => {
      terminal.writeOut(`${text}\n`);
    },
    end: stop,
  };
}

function sinkFor(options: EventPrinterOptions, view: () => ProgressView): Sink {
  switch (options.mode) {
    case "silent":
      return silentSink(options);
    case "stream":
      return streamSink(options);
    case "tree":
    case "lines":
      return linesSink(options, view);
  }
}

export function createEventPrinter(options: EventPrinterOptions): EventPrinter {
  const { clock } = options.ports;
  let view: ProgressView | null = null;
  let sink: Sink | null = null;
  let hasEnded = false;
  const seen = (): ProgressView => (view ??= beginView(clock.nowMs()));
  const opened = (): Sink => (sink ??= sinkFor(options, seen));
  return {
    report: (event) => {
      // How it ended is the command's to say, once.
      if (event.type === "outcome" || hasEnded) return;
      const before = seen();
      view = advanceView(before, event, clock.nowMs());
      opened().shown(before, event);
    },
    data: (event, text) => {
      opened().data(event, text);
    },
    view: seen,
    pause: () => () => undefined,
    end: () => {
      hasEnded = true;
      sink?.end();
      sink = null;
    },
  };
}
