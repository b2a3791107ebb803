import { StartupError } from "../src/errors/startup-error.js";
import type { RunningProcess } from "./child-process.js";
import type { Contender } from "./contenders.js";
import type { Cores } from "./machine.js";
import { median } from "./median.js";
import { coreBusyUs, cpuTimeUs, peakMemoryMb } from "./process-figures.js";
import { sendRequests } from "./request-load.js";
import { readStreams } from "./stream-load.js";

export const CONNECTIONS = 64;
export const STREAMS = 200;

export interface Durations {
  readonly warmUpSeconds: number;
  readonly requestSeconds: number;
  readonly oneConnectionSeconds: number;
  readonly streamSeconds: number;
}

/** One contender's figures of one round. */
export interface Sample {
  readonly requestsPerSecond: number;
  readonly cpuUsPerRequest: number;
  /** Less what a call takes without a proxy, in the same round. */
  readonly addedP50Ms: number;
  readonly cpuUsPerFrame: number;
  readonly addedFirstFrameMs: number;
  readonly peakMemoryMb: number;
  /** Share of the proxy's core that anybody else used during the requests: neighbours, whose noise it is. */
  readonly strangersShare: number;
  /** How busy the core was that drives the load; near 1 with a proxy that idles, it bounds the requests per second. */
  readonly loadCoreBusy: number;
}

/** What the same load takes straight at the upstream. */
export interface Baseline {
  readonly p50Ms: number;
  readonly firstFrameMs: number;
}

export interface Field {
  readonly cores: Cores;
  readonly durations: Durations;
  readonly completions: RunningProcess;
  readonly streams: RunningProcess;
  readonly signal: AbortSignal;
}

const NO_HEADERS = { "content-type": "application/json" };

export async function measureBaseline({ durations, completions, streams, signal }: Field): Promise<Baseline> {
  const { oneConnectionSeconds: seconds, streamSeconds } = durations;
  const one = await sendRequests({ origin: completions.origin, headers: NO_HEADERS, connections: 1, seconds, signal });
  const { firstFrameMs } = await readStreams({
    origin: streams.origin,
    headers: NO_HEADERS,
    streams: STREAMS,
    seconds: streamSeconds,
    signal,
    onWindow: () => undefined,
  });
  return { p50Ms: one.p50Ms, firstFrameMs: median(firstFrameMs) };
}

export async function measureContender(contender: Contender, baseline: Baseline, field: Field): Promise<Sample> {
  const requests = await measureRequests(contender, field);
  const streams = await measureStreams(contender, field);
  return {
    requestsPerSecond: requests.requestsPerSecond,
    cpuUsPerRequest: requests.cpuUsPerRequest,
    addedP50Ms: requests.p50Ms - baseline.p50Ms,
    cpuUsPerFrame: streams.cpuUsPerFrame,
    addedFirstFrameMs: streams.firstFrameMs - baseline.firstFrameMs,
    peakMemoryMb: Math.max(requests.peakMemoryMb, streams.peakMemoryMb),
    strangersShare: requests.strangersShare,
    loadCoreBusy: requests.loadCoreBusy,
  };
}

async function measureRequests(contender: Contender, { cores, durations, completions, signal }: Field) {
  await using gateway = await contender.start(completions.origin);
  const { origin, pid } = gateway;
  const headers = contender.headers(completions.origin);
  const at64 = { origin, headers, connections: CONNECTIONS, signal };
  await sendRequests({ ...at64, seconds: durations.warmUpSeconds });
  const cpuBefore = cpuTimeUs(pid);
  const proxyBefore = coreBusyUs(cores.proxy);
  const loadBefore = coreBusyUs(cores.load);
  const { requests, seconds } = await sendRequests({ ...at64, seconds: durations.requestSeconds });
  const cpuUs = cpuTimeUs(pid) - cpuBefore;
  const othersUs = coreBusyUs(cores.proxy) - proxyBefore - cpuUs;
  const loadUs = coreBusyUs(cores.load) - loadBefore;
  const one = await sendRequests({
    origin,
    headers,
    connections: 1,
    seconds: durations.oneConnectionSeconds,
    signal,
  });
  return {
    requestsPerSecond: requests / seconds,
    cpuUsPerRequest: cpuUs / requests,
    p50Ms: one.p50Ms,
    peakMemoryMb: peakMemoryMb(pid),
    strangersShare: Math.max(0, othersUs) / (seconds * 1e6),
    loadCoreBusy: Math.min(1, loadUs / (seconds * 1e6)),
  };
}

async function measureStreams(contender: Contender, { durations, streams, signal }: Field) {
  await using gateway = await contender.start(streams.origin);
  const { origin, pid } = gateway;
  const edges: number[] = [];
  const { frames, firstFrameMs, broken } = await readStreams({
    origin,
    headers: contender.headers(streams.origin),
    streams: STREAMS,
    seconds: durations.streamSeconds,
    signal,
    onWindow: () => edges.push(cpuTimeUs(pid)),
  });
  if (broken > 0) throw new StartupError(`${broken} streams through ${contender.title} broke.`);
  const [begin = 0, end = 0] = edges;
  return { cpuUsPerFrame: (end - begin) / frames, firstFrameMs: median(firstFrameMs), peakMemoryMb: peakMemoryMb(pid) };
}
