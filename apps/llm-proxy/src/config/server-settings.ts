import { address, bytes, duration, int, list, listOf, oneOf, secret, text } from "./parsers.js";
import { optionalSetting, setting } from "./setting.js";

/** What a listener serves beside `/live`. */
const SURFACES = ["data", "health", "management", "metrics", "admin"] as const;
export type Surface = (typeof SURFACES)[number];

export const SERVER_SETTINGS = {
  LISTEN_ADDR: setting(address, {
    group: "Listening",
    summary: "Where callers reach the gateway.",
    default: ":8080",
    reason: "An unprivileged port, and the one that sofatutor/llm-proxy uses.",
  }),
  PORT: optionalSetting(int(0, 65_535), {
    group: "Listening",
    summary: "Port alone, as many platforms set it; wins over the port of LISTEN_ADDR.",
    reason: "Absent: the port of LISTEN_ADDR.",
  }),
  LISTEN_SURFACES: setting(listOf(...SURFACES), {
    group: "Listening",
    summary: "What LISTEN_ADDR serves beside /live: /v1, /health and /ready, /manage, /metrics, the admin page.",
    default: "data,health,management",
    reason: "Metrics tell much about an installation; they are for the inside, as is the admin page.",
  }),
  ADMIN_LISTEN_ADDR: optionalSetting(address, {
    group: "Listening",
    summary: "A second listener with health, management, metrics and the admin page, for the inside.",
    reason: "Absent: no second listener.",
  }),
  ADMIN_HOST: optionalSetting(text, {
    group: "Listening",
    summary: "Host name under which LISTEN_ADDR serves the admin page and what it needs.",
    reason: "Absent: LISTEN_ADDR shows the admin page only when LISTEN_SURFACES names it.",
  }),
  MAX_REQUEST_SIZE: setting(bytes, {
    group: "Listening",
    summary: "Largest body of a call; a larger one is answered with 413.",
    default: "20MiB",
    reason: "OpenAI takes images up to 20 MB in a request; a body is kept in memory while fallback is possible.",
  }),
  MAX_HEADER_SIZE: setting(bytes, {
    group: "Listening",
    summary: "Largest head of a request; a larger one is answered with 431.",
    default: "16KiB",
    reason: "Node's own default; nothing that calls a model needs more.",
  }),
  MAX_CONNECTIONS: setting(int(1, 1_000_000), {
    group: "Listening",
    summary: "Open connections of callers for each process; the rest are closed at once.",
    default: "10000",
    reason: "About 10 KiB each: idle connections alone can't exhaust a task of 512 MiB.",
  }),
  HEADERS_TIMEOUT: setting(duration(1000, 600_000), {
    group: "Listening",
    summary: "How long a caller may take for the head of a request.",
    default: "60s",
    reason: "Node's own default. An idle connection takes as long as KEEP_ALIVE_TIMEOUT says (measured with Node 24).",
  }),
  KEEP_ALIVE_TIMEOUT: setting(duration(1000, 3_600_000), {
    group: "Listening",
    summary: "How long an idle connection stays open.",
    default: "75s",
    reason:
      "Longer than the 60 s of an Application Load Balancer (its default idle timeout), which would else answer 502; where its idle timeout is longer, this must be too.",
  }),
  REQUEST_RECEIVE_TIMEOUT: setting(duration(1000, 3_600_000), {
    group: "Listening",
    summary: "How long a caller may take to send the body of a request.",
    default: "60s",
    reason: "20 MiB at 3 Mbit/s take 56 s; slower senders would hold memory for free.",
  }),
  TRUSTED_PROXIES: setting(list, {
    group: "Listening",
    summary:
      "Whose X-Forwarded-For is believed when the audit names an address: networks (CIDR), or loopback, uniquelocal.",
    default: "loopback,uniquelocal",
    reason: "Load balancers stand in the private network; nobody outside of it is believed.",
  }),
  CORS_ALLOWED_ORIGINS: setting(list, {
    group: "Listening",
    summary:
      "Origins whose pages may call /v1 and read the answers (CORS), e.g. https://app.example.com; * stands for any characters.",
    default: "",
    reason: "None: a token in a page is everybody's. A token's own allow-list of origins holds besides.",
  }),
  TOKEN_PREFIX: setting(text, {
    group: "Security",
    summary: "With which new tokens begin.",
    default: "sk-",
    reason: "As OpenAI's keys begin, since some clients insist on it.",
  }),
  MANAGEMENT_TOKEN: optionalSetting(secret(16), {
    group: "Security",
    summary: "Bearer token of the management API and the admin page; two while a rotation lasts, with a comma between.",
    reason: "Absent: only the dispatcher and migrate can run.",
    isSecret: true,
  }),
  MANAGEMENT_TOKEN_PREVIOUS: optionalSetting(secret(16), {
    group: "Security",
    summary: "The former MANAGEMENT_TOKEN, taken too while a rotation lasts.",
    reason: "Absent: only MANAGEMENT_TOKEN is taken.",
    isSecret: true,
  }),
  ENCRYPTION_KEY: optionalSetting(secret(16), {
    group: "Security",
    summary: "Encrypts the provider keys that projects bring (AES-256-GCM).",
    reason: "Absent: the server does not start; nothing is ever stored in plain text.",
    isSecret: true,
  }),
  ENCRYPTION_KEY_PREVIOUS: optionalSetting(secret(16), {
    group: "Security",
    summary: "The former ENCRYPTION_KEY: still opens what it sealed.",
    reason: "Absent: what another key sealed can't be opened.",
    isSecret: true,
  }),
  LOG_LEVEL: setting(oneOf("trace", "debug", "info", "warn", "error", "fatal", "silent"), {
    group: "Telemetry",
    summary: "Least important log lines to write; one line a call is at info.",
    default: "info",
    reason: "One line a call is what an incident is read from; it costs about 4 µs.",
  }),
  WEB_CONCURRENCY: setting(int(1, 128), {
    group: "Lifecycle",
    summary: "Processes that share the port; above 1, a primary restarts those that fail.",
    default: "1",
    reason: "One process per vCPU; Fargate scales by tasks first.",
  }),
  SHUTDOWN_TIMEOUT: setting(duration(1000, 3_600_000), {
    group: "Lifecycle",
    summary: "From the signal to the exit, everything included.",
    default: "110s",
    reason: "Fargate kills after stopTimeout, 120 s at most; 10 s are left for what the platform itself takes.",
  }),
  DRAIN_DELAY: setting(duration(0, 600_000), {
    group: "Lifecycle",
    summary: "How long to go on accepting after /ready says no, until load balancers have noticed.",
    default: "5s",
    reason:
      "ECS takes the target out of the load balancer before it sends SIGTERM; 5 s cover what is still on its way.",
  }),
  SHUTDOWN_REQUEST_TIMEOUT: setting(duration(0, 3_600_000), {
    group: "Lifecycle",
    summary: "How long calls that are under way may still take before they end with an error event.",
    default: "80s",
    reason: "With the delay before, leaves 25 s of the 110 s for settling, flushing and closing.",
  }),
  HEALTH_INTERVAL: setting(duration(100, 60_000), {
    group: "Lifecycle",
    summary: "How often database, Redis and event bus are probed in the background.",
    default: "1s",
    reason: "A load balancer asks every few seconds; health answers never wait for a dependency.",
  }),
  HEALTH_TIMEOUT: setting(duration(50, 60_000), {
    group: "Lifecycle",
    summary: "How long such a probe may take.",
    default: "1s",
    reason: "A dependency that needs longer for nothing is not well.",
  }),
} as const;
