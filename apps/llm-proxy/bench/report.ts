import { CONTENDER_NAMES, type Contender, type ContenderName } from "./contenders.js";
import type { MachineDescription } from "./machine.js";
import { type Baseline, type Sample, STREAMS } from "./measure-round.js";
import { median } from "./median.js";
import { CONNECTIONS } from "./request-load.js";
import { judge, ratiosTo, REFERENCE_NGINX_US, type Results, rounded } from "./targets.js";

export interface BenchReport {
  readonly machine: MachineDescription;
  readonly rounds: number;
  readonly baselines: readonly Baseline[];
  readonly results: Results;
}

const COLUMNS: readonly { readonly title: string; readonly field: keyof Sample }[] = [
  { title: "requests/s", field: "requestsPerSecond" },
  { title: "CPU µs/request", field: "cpuUsPerRequest" },
  { title: "added p50 ms", field: "addedP50Ms" },
  { title: "CPU µs/frame", field: "cpuUsPerFrame" },
  { title: "added first ms", field: "addedFirstFrameMs" },
  { title: "peak MB", field: "peakMemoryMb" },
];
const TITLE_WIDTH = 28;
const CELL_WIDTH = 22;

/** For people. */
export const describeReport = (report: BenchReport, contenders: Readonly<Record<ContenderName, Contender>>): string =>
  [
    ...heading(report),
    "",
    ["".padEnd(TITLE_WIDTH), ...COLUMNS.map(({ title }) => title.padStart(CELL_WIDTH))].join(""),
    ...CONTENDER_NAMES.flatMap((name) => {
      const samples = report.results[name] ?? [];
      return samples.length === 0 ? [] : [row(contenders[name].title, samples)];
    }),
    "",
    ...verdicts(report.results),
    "",
    ...notes(report.results),
    "",
  ].join("\n");

const heading = ({ machine, rounds }: BenchReport): readonly string[] => [
  `${machine.processor}, ${machine.cores} cores, one for the proxy and one for the load; Node ${machine.node}; ` +
    `load before: ${machine.loadBefore.toFixed(2)}.`,
  `Medians (lowest to highest) of ${rounds} alternating rounds: ${CONNECTIONS} connections, one connection, ${STREAMS} streams.`,
];

const row = (title: string, samples: readonly Sample[]): string =>
  title.padEnd(TITLE_WIDTH) + COLUMNS.map(({ field }) => cell(samples.map((sample) => sample[field]))).join("");

const cell = (values: readonly number[]): string =>
  `${rounded(median(values))} (${rounded(Math.min(...values))}–${rounded(Math.max(...values))})`.padStart(CELL_WIDTH);

function verdicts(results: Results): readonly string[] {
  const all = judge(results);
  const columns = (cells: readonly [string, string, string, string, string]): string => {
    const [word, title, measured, there, aim] = cells;
    return [word.padEnd(6), title.padEnd(36), measured.padStart(10), there.padStart(18), aim].join("  ").trimEnd();
  };
  if (all.length === 0) return [];
  return [
    columns(["", "", "measured", `nginx at ${REFERENCE_NGINX_US} µs`, "aim"]),
    ...all.map(({ title, measured, atReferenceSpeed, unit, aim, isMet }) =>
      columns([
        isMet ? "met" : "MISSED",
        title,
        `${rounded(measured)} ${unit}`,
        atReferenceSpeed === null ? "" : `${rounded(atReferenceSpeed)} ${unit}`,
        aim,
      ]),
    ),
  ];
}

function notes(results: Results): readonly string[] {
  const toBare = ratiosTo("bare", "cpuUsPerRequest", results);
  const toNginx = ratiosTo("nginx", "cpuUsPerRequest", results);
  const strangers = CONTENDER_NAMES.flatMap((name) => (results[name] ?? []).map((sample) => sample.strangersShare));
  return [
    ...(toBare.length === 0
      ? []
      : [`Our CPU a request is ${rounded(median(toBare))} times the bare gate's of the same round.`]),
    ...(toNginx.length === 0
      ? []
      : [`It is ${rounded(median(toNginx))} times nginx's, which checks, counts and tells nothing.`]),
    ...speeds(results),
    `Others used ${rounded(100 * median(strangers))} % of the proxy's core meanwhile, at most ${rounded(100 * Math.max(...strangers))} %.`,
  ];
}

function speeds({ ours = [] }: Results): readonly string[] {
  if (ours.length === 0) return [];
  const atRequests = rounded(median(ours.map(({ nginxUsAtRequests }) => nginxUsAtRequests)));
  const atStreams = rounded(median(ours.map(({ nginxUsAtStreams }) => nginxUsAtStreams)));
  return [
    `Between the pieces of our requests nginx took ${atRequests} µs a request, between those of our streams ${atStreams} µs.`,
    `Times are judged at the speed of the machine that the aims were set on, where it took ${REFERENCE_NGINX_US} µs.`,
  ];
}
