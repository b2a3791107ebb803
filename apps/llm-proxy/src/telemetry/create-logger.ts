import { pino, type Logger } from "pino";
import { within } from "../lifecycle/within.js";
import { LineBatch } from "./line-batch.js";
import type { Redact } from "./redaction.js";

export interface LogSettings {
  readonly level: string;
  /** File descriptor or path. */
  readonly destination: number | string;
  readonly redact: Redact;
}

export interface OpenLog {
  /** For everything but calls: looks into objects for names that tell of secrets, at 17 µs a line. */
  readonly logger: Logger;
  /** For lines that are made by hand; the net under all output is the same. */
  readonly calls: CallLog;
  /** Writes what is pending; later lines may be lost. */
  close(signal: AbortSignal): Promise<void>;
  /** At a crash: nothing asynchronous runs any more. */
  flushNow(): void;
}

/** Takes whole lines of JSON. */
export interface CallLog {
  takes(level: "info" | "warn"): boolean;
  write(line: string): void;
}

const DESTINATION = {
  sync: false,
  /** Lines come in batches already; 1 rather than 0, so that a flush waits for what is being written. */
  minLength: 1,
  /** A reader that stands still costs lines, not memory. */
  maxLength: 16 * 1024 * 1024,
} as const;

/** Names whose values are masked wherever an object is logged whole. */
const SECRET_PATHS = ["authorization", "cookie", "apiKey", "api_key", "password", "secret", "token"].flatMap((name) => [
  name,
  `*.${name}`,
]);

export function createLogger(settings: LogSettings): OpenLog {
  const destination = pino.destination({ dest: settings.destination, ...DESTINATION });
  const batch = new LineBatch(destination, settings.redact);
  const logger = pino(
    {
      level: settings.level,
      base: null,
      messageKey: "message",
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_PATHS, censor: "[redacted]" },
    },
    batch,
  );
  return {
    logger,
    calls: {
      takes: (level) => logger.isLevelEnabled(level),
      write: (line) => {
        batch.write(line);
      },
    },
    close: (signal) => {
      batch.flush();
      return flush(destination, signal);
    },
    flushNow: () => {
      batch.flush();
      try {
        destination.flushSync();
      } catch {
        // Not open yet: nothing was written.
      }
    },
  };
}

/** Flushed, not ended: a connection that notices its end only now may still want to say so. */
function flush(destination: ReturnType<typeof pino.destination>, signal: AbortSignal): Promise<void> {
  const flushed = new Promise((resolve) => {
    destination.flush(resolve);
  });
  return within(flushed, signal);
}
