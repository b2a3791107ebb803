import type { DeployEvent } from "@fairlead/deploy";
import type { ResolvedApp } from "@fairlead/model";
import type { Ports } from "../ports.js";
import type { Style } from "../terminal/style.js";
import { timeOfDay } from "./elapsed.js";
import { eventLine } from "./event-line.js";
import type { EventPrinter } from "./event-printer.js";
import { createPainter } from "./painter.js";
import { heartbeatLine, plainLines } from "./plain-lines.js";
import { advanceView, beginView, type ProgressView } from "./progress-view.js";
import { treeLines } from "./tree-lines.js";

/** How events are shown: drawn on a terminal, as lines elsewhere, as JSON one a line, or not at all. */
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
/** How often it is looked whether a heartbeat is due. */
const LOOK_MS = 5_000;
/** Four drawings a second make a spinner turn; more would only warm the machine. */
const DRAW_MS = 250;

interface Told {
  readonly view: () => ProgressView;
  readonly app: () => ResolvedApp | null;
}

interface Sink {
  readonly about: (app: ResolvedApp) => void;
  readonly shown: (before: ProgressView, event: DeployEvent) => void;
  readonly data: EventPrinter["data"];
  /** Makes room on the terminal. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly end: () => void;
}

const nothing = (): void => undefined;

const titleOf = ({ name, environment }: ResolvedApp): string => `${name} · ${environment.name} · ${environment.region}`;

const silentSink = ({ ports: { terminal } }: EventPrinterOptions): Sink => ({
  about: nothing,
  shown: nothing,
  data: (_event, text) => {
    terminal.writeOut(`${text}\n`);
  },
  pause: nothing,
  resume: nothing,
  end: nothing,
});

const streamSink = ({ ports: { terminal, clock } }: EventPrinterOptions): Sink => ({
  about: ({ name, environment }) => {
    const { region } = environment;
    terminal.writeOut(eventLine({ type: "app", app: name, environment: environment.name, region }, clock.nowMs()));
  },
  shown: (_before, event) => {
    terminal.writeOut(eventLine({ ...event }, clock.nowMs()));
  },
  data: (event) => {
    terminal.writeOut(eventLine(event, clock.nowMs()));
  },
  pause: nothing,
  resume: nothing,
  end: nothing,
});

function linesSink({ ports: { terminal, clock }, isVerbose }: EventPrinterOptions, told: Told): Sink {
  let lastMs: number | null = null;
  const write = (line: string): void => {
    const nowMs = clock.nowMs();
    const app = lastMs === null ? told.app() : null;
    if (app !== null) terminal.writeErr(`${timeOfDay(nowMs)}  ${titleOf(app)}\n`);
    lastMs = nowMs;
    terminal.writeErr(`${timeOfDay(nowMs)}  ${line}\n`);
  };
  const stop = clock.every(LOOK_MS, () => {
    const nowMs = clock.nowMs();
    if (lastMs !== null && nowMs - lastMs >= HEARTBEAT_MS) write(heartbeatLine(told.view(), nowMs));
  });
  return {
    about: nothing,
    shown: (before, event) => {
      for (const line of plainLines(before, event, isVerbose)) write(line);
    },
    data: (_event, text) => {
      terminal.writeOut(`${text}\n`);
    },
    pause: nothing,
    resume: nothing,
    end: stop,
  };
}

const NARROWEST = 20;

function treeSink({ ports: { terminal, clock }, style }: EventPrinterOptions, told: Told): Sink {
  const painter = createPainter(terminal);
  let isPaused = false;
  let hasEvents = false;
  const draw = (height: number | null): void => {
    if (isPaused || !hasEvents) return;
    const app = told.app();
    painter.draw(
      treeLines(told.view(), {
        nowMs: clock.nowMs(),
        width: Math.max(NARROWEST, (terminal.columns ?? 80) - 1),
        height,
        style,
        title: app === null ? null : titleOf(app),
        stackPrefix: app === null ? "" : `${app.name}-${app.environment.name}-`,
      }),
    );
  };
  // The last line is the cursor's.
  const drawInWindow = (): void => {
    draw(terminal.rows === null ? null : terminal.rows - 1);
  };
  const stop = clock.every(DRAW_MS, drawInWindow);
  return {
    about: nothing,
    shown: () => {
      const isFirst = !hasEvents;
      hasEvents = true;
      if (isFirst) drawInWindow();
    },
    data: (_event, text) => {
      painter.erase();
      terminal.writeOut(`${text}\n`);
    },
    pause: () => {
      drawInWindow();
      isPaused = true;
      painter.leave();
    },
    resume: () => {
      isPaused = false;
    },
    end: () => {
      stop();
      // What is left standing is whole, however low the window is: it scrolls.
      painter.erase();
      draw(null);
      painter.leave();
    },
  };
}

function sinkFor(options: EventPrinterOptions, told: Told): Sink {
  switch (options.mode) {
    case "silent":
      return silentSink(options);
    case "stream":
      return streamSink(options);
    case "lines":
      return linesSink(options, told);
    case "tree":
      return treeSink(options, told);
  }
}

export function createEventPrinter(options: EventPrinterOptions): EventPrinter {
  const { clock } = options.ports;
  let view: ProgressView | null = null;
  let app: ResolvedApp | null = null;
  let sink: Sink | null = null;
  let hasEnded = false;
  const seen = (): ProgressView => (view ??= beginView(clock.nowMs()));
  const opened = (): Sink => (sink ??= sinkFor(options, { view: seen, app: () => app }));
  return {
    about: (told) => {
      app = told;
      opened().about(told);
    },
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
    pause: () => {
      sink?.pause();
      return () => {
        if (!hasEnded) sink?.resume();
      };
    },
    end: () => {
      hasEnded = true;
      sink?.end();
      sink = null;
    },
  };
}
