import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, type RunningProcess, startProcess } from "./child-process.js";

/** A completion of some 700 bytes, as OpenAI sends one. */
const COMPLETION = JSON.stringify({
  id: "chatcmpl-9xYcBexample0000000000000000",
  object: "chat.completion",
  created: 1_700_000_000,
  model: "gpt-4o-mini-2024-07-18",
  choices: [
    {
      index: 0,
      message: {
        role: "assistant",
        content: "A quick brown fox jumps over a lazy dog, again and again. ".repeat(5).trim(),
        refusal: null,
      },
      logprobs: null,
      finish_reason: "stop",
    },
  ],
  usage: { prompt_tokens: 216, completion_tokens: 64, total_tokens: 280, prompt_tokens_details: { cached_tokens: 0 } },
  system_fingerprint: "fp_0000000000",
});

/** Answers every call at once, the collector's too: nginx, so that it takes as little of the load's core as can be. */
export async function startCompletions(folder: string): Promise<RunningProcess> {
  const port = await freePort();
  const server = `listen 127.0.0.1:${port} backlog=2048;
      default_type application/json;
      client_max_body_size 0;
      location / { return 200 '${COMPLETION}'; }`;
  return startNginx({ folder, name: "completions", port, core: null, server, upstream: "" });
}

/** Streams at a steady pace. */
export async function startStreams(folder: string): Promise<RunningProcess> {
  const port = await freePort();
  return startProcess({
    command: [process.execPath, join(import.meta.dirname, "stream-upstream.ts"), String(port)],
    env: { NODE_NO_WARNINGS: "1" },
    core: null,
    port,
    readyPath: "/",
    logFile: join(folder, "streams.log"),
  });
}

export interface NginxPlan {
  readonly folder: string;
  readonly name: string;
  readonly port: number;
  readonly core: number | null;
  /** What stands in `server { }`. */
  readonly server: string;
  /** Beside it, in `http { }`. */
  readonly upstream: string;
}

/** One process, no daemon: what is measured is what was started. */
export function startNginx({ folder, name, port, core, server, upstream }: NginxPlan): Promise<RunningProcess> {
  const file = join(folder, `${name}.conf`);
  writeFileSync(
    file,
    `daemon off;
master_process off;
worker_processes 1;
pid ${join(folder, `${name}.pid`)};
error_log stderr warn;
events { worker_connections 8192; }
http {
  access_log off;
  keepalive_requests 100000000;
  keepalive_timeout 300s;
  client_body_temp_path ${join(folder, `${name}-body`)};
  proxy_temp_path ${join(folder, `${name}-proxy`)};
  fastcgi_temp_path ${join(folder, `${name}-fastcgi`)};
  uwsgi_temp_path ${join(folder, `${name}-uwsgi`)};
  scgi_temp_path ${join(folder, `${name}-scgi`)};
  ${upstream}
  server {
      ${server}
  }
}
`,
  );
  return startProcess({
    command: ["nginx", "-p", folder, "-c", file],
    core,
    port,
    readyPath: "/",
    logFile: join(folder, `${name}.log`),
  });
}
