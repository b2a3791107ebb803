import { StartupError } from "../src/errors/startup-error.js";
import type { RunningProcess } from "./child-process.js";
import type { Contender } from "./contenders.js";
import type { Cores } from "./machine.js";
import { median } from "./median.js";
import { coreBusyUs, cpuTimeUs, peakMemoryMb } from "./process-figures.js";
import { ReferenceSpeed } from "./reference-speed.js";
import { CONNECTIONS, NO_TOKEN, sendRequests } from "./request-load.js";
import { readStreams } from "./stream-load.js";

export const STREAMS = 200;
/** A contender's time is measured in so many pieces, the machine's speed before, between and after them. */
const PIECES = 3;

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
  /** What a request through nginx took between the pieces of this one's requests, and of its streams. */
  readonly nginxUsAtRequests: number;
  readonly nginxUsAtStreams: number;
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
  /** nginx before `completions`, on the proxy's core; it idles unless it is asked how fast the machine is. */
  readonly reference: RunningProcess;
  readonly signal: AbortSignal;
}

export async function measureBaseline({ durations, completions, streams, signal }: Field): Promise<Baseline> {
  const { oneConnectionSeconds: seconds, streamSeconds } = durations;
  const one = await sendRequests({ origin: completions.origin, headers: NO_TOKEN, connections: 1, seconds, signal });
  const { firstFrameMs } = await readStreams({
    origin: streams.origin,
    headers: NO_TOKEN,
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
    nginxUsAtRequests: requests.nginxUs,
    nginxUsAtStreams: streams.nginxUs,
  };
}

async function measureRequests(contender: Contender, field: Field) {
  const { cores, durations, completions, signal } = field;
  await using gateway = await contender.start(completions.origin);
  const { origin, pid } = gateway;
  const headers = contender.headers(completions.origin);
  const at64 = { origin, headers, connections: CONNECTIONS, signal };
  await sendRequests({ ...at64, seconds: durations.warmUpSeconds });
  const speed = new ReferenceSpeed(field);
  const sums = { requests: 0, seconds: 0, cpuUs: 0, othersUs: 0, loadUs: 0 };
  await speed.look();
  for (let piece = 0; piece < PIECES; piece += 1) {
    const cpuBefore = cpuTimeUs(pid);
    const proxyBefore = coreBusyUs(cores.proxy);
    const loadBefore = coreBusyUs(cores.load);
    const { requests, seconds } = await sendRequests({ ...at64, seconds: durations.requestSeconds / PIECES });
    const cpuUs = cpuTimeUs(pid) - cpuBefore;
    sums.requests += requests;
    sums.seconds += seconds;
    sums.cpuUs += cpuUs;
    sums.othersUs += coreBusyUs(cores.proxy) - proxyBefore - cpuUs;
    sums.loadUs += coreBusyUs(cores.load) - loadBefore;
    await speed.look();
  }
  const one = await sendRequests({
    origin,
    headers,
    connections: 1,
    seconds: durations.oneConnectionSeconds,
    signal,
  });
  return {
    requestsPerSecond: sums.requests / sums.seconds,
    cpuUsPerRequest: sums.cpuUs / sums.requests,
    p50Ms: one.p50Ms,
    peakMemoryMb: peakMemoryMb(pid),
    strangersShare: Math.max(0, sums.othersUs) / (sums.seconds * 1e6),
    loadCoreBusy: Math.min(1, sums.loadUs / (sums.seconds * 1e6)),
    nginxUs: speed.usPerRequest,
  };
}

async function measureStreams(contender: Contender, field: Field) {
  const { durations, streams, signal } = field;
  await using gateway = await contender.start(streams.origin);
  const { origin, pid } = gateway;
  const speed = new ReferenceSpeed(field);
  const sums = { frames: 0, cpuUs: 0 };
  const firstFrameMs: number[] = [];
  await speed.look();
  for (let piece = 0; piece < PIECES; piece += 1) {
    const edges: number[] = [];
    const read = await readStreams({
      origin,
      headers: contender.headers(streams.origin),
      streams: STREAMS,
      seconds: durations.streamSeconds / PIECES,
      signal,
      onWindow: () => edges.push(cpuTimeUs(pid)),
    });
    if (read.broken > 0) throw new StartupError(`${read.broken} streams through ${contender.title} broke.`);
    const [begin = 0, end = 0] = edges;
    sums.cpuUs += end - begin;
    sums.frames += read.frames;
    firstFrameMs.push(...read.firstFrameMs);
    await speed.look();
  }
  return {
    cpuUsPerFrame: sums.cpuUs / sums.frames,
    firstFrameMs: median(firstFrameMs),
    peakMemoryMb: peakMemoryMb(pid),
    nginxUs: speed.usPerRequest,
  };
}
